using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.Journal.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What the functions really do in the state table for the journal, held against what the template's roles let them do there, key by key.</summary>
public sealed class JournalGrantTests
{
    [Fact]
    public async Task The_functions_of_the_journal_reach_only_the_keys_that_their_roles_grant()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = Patience.With(),
            Journal = new Dictionary<string, string>(StringComparer.Ordinal) { ["WriteAfter"] = "00:00:00", ["WaitForWrapUp"] = "00:00:00" },
        });

        await PlayAsync(cloud.EnrichInteraction, "01-");
        var enriched = cloud.AwsRequests.All.Count;

        // While the call goes on nothing is due, and WriteJournalEntry is not triggered.
        await PlayAsync(cloud.LogInteraction, "01-", "17-", "18-");
        var collected = cloud.AwsRequests.All.Count;
        await PlayAsync(cloud.LogInteraction, "20-", "19-");
        await ToldAsync(cloud);

        Granted(cloud.AwsRequests.All.Take(enriched), ["EnrichInteraction"], "active/");
        Granted(cloud.AwsRequests.All.Take(collected).Skip(enriched), ["LogInteraction"], "journal/known/");
        Granted(cloud.AwsRequests.All.Skip(collected), ["LogInteraction", "WriteJournalEntry"], "active/", "journal/entry/", "journal/lease/", "journal/contacts/", "name/");
    }

    [Fact]
    public async Task The_reconciliation_reaches_only_the_keys_that_its_role_grants()
    {
        await using var room = await ReconcileRoom.StartAsync();
        await room.ReconcileAsync("{}");
        room.Happens(new PastCall(ReconcileRoom.Now.AddMinutes(-30)).Whole);

        // Only the reconciliation: WriteJournalEntry has other grants.
        room.Cloud.JournalWork.Purge();
        var before = room.Cloud.AwsRequests.All.Count;
        await room.ReconcileAsync(fix: false);
        await room.ReconcileAsync("{}");
        var compared = room.Cloud.AwsRequests.All.Count;
        Granted(room.Cloud.AwsRequests.All.Take(compared).Skip(before), ["ReconcileJournal"], "journal/known/", "journal/lease/reconcile", "journal/reconcile");

        await room.ReconcileAsync(fix: true);
        Granted(room.Cloud.AwsRequests.All.Skip(compared), ["ReconcileJournal", "WriteJournalEntry"], "journal/known/");
    }

    private static async Task PlayAsync(Function function, params string[] samples)
    {
        foreach (var sample in samples)
        {
            var result = await function.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text(sample)), TestContext.Current.CancellationToken);
            result.Succeeded.ShouldBeTrue(result.Text);
        }
    }

    /// <summary>The last contact is the last that the CRM is told.</summary>
    private static async Task ToldAsync(EmbeddedCloud cloud)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!cloud.Crm.Requests.All.Any(request => request.Method is "PATCH"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static void Granted(IEnumerable<RecordedRequest> requests, string[] functions, params string[] reached)
    {
        var grants = functions.Select(function => new Grants(Template.Shipped, function)).ToList();
        var calls = requests.Where(request => request.Operation?.StartsWith("DynamoDB", StringComparison.Ordinal) is true)
            .Select(request => (Action: $"dynamodb:{request.Operation!.Split('.')[1]}", Key: StateGrantTests.KeyOf(JsonElement.Parse(request.Content.Span)))).ToList();
        calls.Where(call => !grants.Any(grant => grant.AllowState(call.Action, call.Key))).Select(call => $"{call.Action} {call.Key}").ShouldBeEmpty();
        reached.Where(prefix => !calls.Any(call => call.Key.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
