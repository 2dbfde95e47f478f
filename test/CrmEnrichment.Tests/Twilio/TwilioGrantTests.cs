using System.Text.Json;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>What TwilioEvents really does in the state table, held against what the template's role lets it do there, key by key.</summary>
public sealed class TwilioGrantTests
{
    [Fact]
    public async Task Callbacks_reach_only_the_keys_that_the_role_grants()
    {
        await using var board = await Switchboard.StartAsync(keepsJournal: true, ("Journal__WriteAfter", "00:10:00"), ("Journal__WaitForWrapUp", "00:10:00"));

        (await board.CreatedAsync()).ShouldBe(204);
        (await board.CreatedAsync(("Sid", "EV2"), ("TaskAttributes", "{"))).ShouldBe(204);
        (await board.TellAsync("/twilio/taskrouter", Forms.TaskRouter("task.wrapup", 9, Switchboard.Now))).ShouldBe(204);
        (await board.TellAsync("/twilio/voice", Forms.Voice(("CallStatus", "completed")))).ShouldBe(204);

        var grants = new Grants(Template.Shipped, "TwilioEvents");
        var calls = board.Cloud.AwsRequests.All
            .Where(request => request.Operation?.StartsWith("DynamoDB", StringComparison.Ordinal) is true)
            .Select(request => (Action: $"dynamodb:{request.Operation!.Split('.')[1]}", Key: StateGrantTests.KeyOf(JsonElement.Parse(request.Content.Span)))).ToList();
        calls.Where(call => !grants.AllowState(call.Action, call.Key)).Select(call => $"{call.Action} {call.Key}").ShouldBeEmpty();
        foreach (var prefix in new[] { "event/EnrichInteraction/", "event/LogInteraction/", "customer/", "active/twilio/task/", "journal/known/twilio/task/", "call/twilio/" })
        {
            calls.ShouldContain(call => call.Key.StartsWith(prefix, StringComparison.Ordinal), prefix);
        }
    }
}
