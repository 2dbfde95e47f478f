using System.Text.Json;
using CrmEnrichment.Platforms.Twilio;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>Our attributes among those of others.</summary>
public static class TaskAttributesTests
{
    [Theory]
    [InlineData("""{"a":1.50,"b":{"c":[ 1 ]}}""", """{"a":1.50,"b":{"c":[ 1 ]},"crm_name":"Dana"}""")]
    [InlineData("""{"crm_name":"old","a":"é"}""", """{"a":"é","crm_name":"Dana"}""")]
    [InlineData("""{"crm_name":"once","crm_name":"twice"}""", """{"crm_name":"Dana"}""")]
    [InlineData("""{"a":"\ud83d","\ud83d":1}""", """{"a":"\ud83d","\ud83d":1,"crm_name":"Dana"}""")]
    [InlineData("""{"\u0061":1}""", """{"\u0061":1,"crm_name":"Dana"}""")]
    [InlineData("", """{"crm_name":"Dana"}""")]
    [InlineData(null, """{"crm_name":"Dana"}""")]
    public static void Others_stay_as_they_are(string? standing, string merged) => Merge(standing, "\"Dana\"").ShouldBe(merged);

    [Fact]
    public static void Nothing_is_written_where_nothing_would_change() => Merge("""{"crm_name":"Dana","a":1}""", "\"Dana\"").ShouldBeNull();

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("from=+13175550142")]
    public static void What_is_no_object_is_no_attributes(string text) => TaskAttributes.Parse(text).ShouldBeNull();

    private static string? Merge(string? standing, string value) => TaskAttributes.Merge(TaskAttributes.Parse(standing)!.Value, [new("crm_name", JsonElement.Parse(value))]);
}
