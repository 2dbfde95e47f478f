using System.Text.Json;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class EventPatternTests
{
    [Theory]
    [InlineData("source: [a]", true)]
    [InlineData("source: [A]", false)]
    [InlineData("source: [x, a]", true)]
    [InlineData("{source: [a], absent: [a]}", false)]
    [InlineData("source: [{prefix: ''}]", true)]
    [InlineData("kind: [{prefix: v2.}]", true)]
    [InlineData("kind: [{prefix: V2.}]", false)]
    [InlineData("absent: [{prefix: v2.}]", false)]
    [InlineData("kind: [{suffix: .start}]", true)]
    [InlineData("kind: [{equals-ignore-case: V2.START}]", true)]
    [InlineData("kind: [{anything-but: v2.start}]", false)]
    [InlineData("kind: [{anything-but: [v2.end, v2.start]}]", false)]
    [InlineData("kind: [{anything-but: [v2.end]}]", true)]
    [InlineData("kind: [{anything-but: {prefix: v2.}}]", false)]
    [InlineData("absent: [{anything-but: [v2.end]}]", false)]
    [InlineData("absent: [{exists: false}]", true)]
    [InlineData("kind: [{exists: false}]", false)]
    [InlineData("detail: {type: [voice]}", true)]
    [InlineData("detail: {type: [email]}", false)]
    [InlineData("tags: [two]", true)]
    [InlineData("tags: [three]", false)]
    [InlineData("count: [1]", true)]
    public static void A_pattern_takes_an_event_as_EventBridge_would(string pattern, bool taken)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(pattern));
        using var candidate = JsonDocument.Parse("""{"source":"a","kind":"v2.start","detail":{"type":"voice"},"tags":["one","two"],"count":1}""");
        EventPattern.Matches(yaml.Documents[0].RootNode, candidate.RootElement, node => node.Show()).ShouldBe(taken);
    }
}
