using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.State;

/// <summary>Two real processes that share nothing but a DynamoDB that others wrote.</summary>
public sealed class ClaimsAcrossProcessesTests(Dynalite peer) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private static readonly Func<RecordedRequest, bool> s_theCrm = Request.To("/customers");

    private EmbeddedCloud _cloud = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL_DYNAMODB"] = peer.Url.ToString().TrimEnd('/'),
                ["State__Table"] = peer.Table.Name,
                ["Genesys__MaxEventAge"] = "3650.00:00:00",
                // All events are the same caller's, and each has to be seen at the CRM.
                ["Customers__Cache__Enabled"] = "false",
            },
        });
        await StartTwoProcessesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // The embedded cloud's own table stayed out of it.
        var elsewhere = _cloud.AwsRequests.Where(Request.For("PutItem"));
        await _cloud.DisposeAsync();
        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_Same_Event_In_Both_At_The_Same_Time_Is_Written_Once()
    {
        for (var round = 0; round < 20; round++)
        {
            var (conversation, payload) = NewEvent();

            var outcomes = await Task.WhenAll(PlayAsync(payload), PlayAsync(payload));

            outcomes.Count(outcome => outcome is "Enriched").ShouldBe(1, string.Join(" and ", outcomes));
            outcomes.Count(outcome => outcome is "InProgress" or "Duplicate").ShouldBe(1, string.Join(" and ", outcomes));
            PatchesOf(conversation).ShouldBe(1);
        }

        ProcessesThere().ShouldBe(2);
    }

    [Fact]
    public async Task While_One_Is_At_Work_The_Other_Leaves_The_Event_Alone_And_Afterwards_Too()
    {
        var (conversation, payload) = NewEvent();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Crm.Requests.Clear();
        _cloud.Crm.Faults.Next(s_theCrm, Fault.HangUntil(release.Task));
        var first = PlayAsync(payload);
        await _cloud.Crm.Requests.ArrivalOfAsync(s_theCrm, Cancellation);

        var meanwhile = await PlayAsync(payload);
        release.SetResult();

        (meanwhile, await first, await PlayAsync(payload)).ShouldBe(("InProgress", "Enriched", "Duplicate"));
        PatchesOf(conversation).ShouldBe(1);
        ProcessesThere().ShouldBe(2);
    }

    /// <summary>Two different events, the first held until the second is being worked on.</summary>
    private async Task StartTwoProcessesAsync()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Crm.Faults.Next(2, s_theCrm, Fault.HangUntil(release.Task));
        var both = Task.WhenAll(PlayAsync(NewEvent().Payload), PlayAsync(NewEvent().Payload));
        await _cloud.Crm.Requests.ArrivalOfAsync(_ => _cloud.Crm.Requests.Where(s_theCrm).Count >= 2, Cancellation);
        release.SetResult();
        await both;
        ProcessesThere().ShouldBe(2);
    }

    private int ProcessesThere() => _cloud.EnrichInteraction.Environments.Select(environment => environment.ProcessId).Distinct().Count();

    private int PatchesOf(string conversation) =>
        _cloud.Genesys.Requests.Where(request => request.Method is "PATCH" && request.Path.Contains(conversation, StringComparison.Ordinal)).Count;

    private static (string Conversation, JsonElement Payload) NewEvent()
    {
        var conversation = Guid.NewGuid().ToString();
        return (conversation, SampleEvents.With("01-", e =>
        {
            e["id"] = Guid.NewGuid().ToString();
            e["detail"]!["topicName"] = $"v2.detail.events.conversation.{conversation}.customer.start";
            e["detail"]!["eventBody"]!["conversationId"] = conversation;
        }));
    }

    private async Task<string> PlayAsync(JsonElement payload)
    {
        var result = await _cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload.GetRawText()), Cancellation);
        result.Succeeded.ShouldBeTrue(result.Text);
        return JsonElement.Parse(result.Text).GetProperty("outcome").GetString()!;
    }
}
