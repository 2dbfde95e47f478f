using System.Net;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Live;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Live;

/// <summary>Who may ask the live API, and what it keeps.</summary>
public sealed class LiveApiTests
{
    [Theory]
    [InlineData("no token", "", null, HttpStatusCode.Forbidden)]
    [InlineData("another token", "0000", null, HttpStatusCode.Forbidden)]
    [InlineData("a name that leads here", null, "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("both are right", null, null, HttpStatusCode.OK)]
    public async Task Only_who_has_the_token_and_the_address_is_answered(string what, string? token, string? host, HttpStatusCode expected)
    {
        await using var room = await LiveRoom.StartAsync();

        foreach (var (method, path, body) in new[] { (HttpMethod.Get, "live", null), (HttpMethod.Get, "world", null), (HttpMethod.Post, "world", """{"command":"crm 503"}""") })
        {
            (await room.AskAsync(method, path, token, host, body)).Status.ShouldBe(expected, $"{what}: {method} {path}");
        }

        room.View.World.Systems.Any(system => system.Fault.Length > 0).ShouldBe(expected is HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("crm 503")]
    [InlineData("""{"command":""}""")]
    [InlineData("""{"command":5}""")]
    [InlineData("[]")]
    public async Task What_is_no_command_is_refused(string body)
    {
        await using var room = await LiveRoom.StartAsync();

        (await room.AskAsync(HttpMethod.Post, "world", body: body)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await room.AskAsync(HttpMethod.Post, "world", body: $$"""{"command":"{{new string('x', 5_000)}}"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await room.AskAsync(HttpMethod.Get, "nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_world_is_told_with_its_faults_samples_and_functions()
    {
        await using var room = await LiveRoom.StartAsync();
        await room.TellAsync("genesys login 401");

        var world = await room.GetAsync("world");

        world.GetProperty("systems").EnumerateArray().Select(system => $"{system.GetProperty("name")}={system.GetProperty("fault")}").ShouldBe(["crm=", "genesys=", "genesys login=401", "sqs=", "dynamodb=", "secrets="]);
        world.GetProperty("samples").EnumerateArray().Select(sample => sample.GetString()).ShouldContain("01-customer-start-voice-inbound-known-ani.json");
        world.GetProperty("samples").EnumerateArray().Select(sample => sample.GetString()).ShouldNotContain("env.json");
        world.GetProperty("functions").EnumerateArray().Select(function => function.GetProperty("name").GetString()).ShouldContain("EnrichInteraction");
        world.TryGetProperty("told", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deliver /etc/passwd")]
    [InlineData("send ../README.md")]
    [InlineData("send env.json")]
    [InlineData("quit")]
    public async Task A_command_reaches_nothing_but_the_pretend_world(string command)
    {
        await using var room = await LiveRoom.StartAsync();

        (await room.TellAsync(command)).ShouldMatch("^(Unknown command|There is no sample) ");
        (await room.CallsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_calls_are_kept_and_not_all()
    {
        await using var room = await LiveRoom.StartAsync();
        var calls = LiveCalls.Of(room.Cloud, TimeProvider.System);
        foreach (var number in Enumerable.Range(1, LiveCalls.Most + 10))
        {
            calls.Began(new Attempt(room.Cloud.EnrichInteraction.Definition, $"request {number}", new byte[] { (byte)'{', (byte)'}' }, ProcessId: 1));
        }

        var (change, kept) = calls.After(0, most: int.MaxValue);
        (change, kept.Count, kept[0].Number, kept[^1].Number).ShouldBe((LiveCalls.Most + 10, LiveCalls.Most, 11, LiveCalls.Most + 10));
        calls.After(0, most: 3).Calls.Select(call => call.Number).ShouldBe([508, 509, 510]);
    }
}
