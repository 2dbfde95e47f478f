using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>A whole call, from ringing to the CRM's entry: who called is remembered, the events of the call are collected, one entry is written, and a late wrap-up changes it.</summary>
/// <param name="now">When the call ends.</param>
internal sealed class WholeCall(DateTimeOffset now) : Scene
{
    private const string TrackingId = "genesys-7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";

    /// <summary>Longer than any entry waits here, also on a busy machine.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>What the agent wrote is changed by a person in the CRM.</summary>
    private const string Edited = "Paid by card. Ask for the receipt.";

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("after the call: its events are collected", "01, 17, 18, 19");
        foreach (var (what, file, ago, expected) in new[]
        {
            ("the customer calls", "01-customer-start-voice-inbound-known-ani.json", 240, "Collected"),
            ("an agent joins", "17-user-start.json", 220, "Collected"),
            ("the agent leaves", "18-user-end.json", 0, "Collected"),
            ("the customer leaves", "19-customer-end.json", 0, "Collected"),
            ("the same event again", "19-customer-end.json", 0, "Duplicate"),
        })
        {
            var story = await stage.PlayAsync(stage.Cloud.LogInteraction, At(file, ago), ct);
            teller.Tell(story);
            yield return new Check($"journal: {what}", expected, story.Outcome, story.Invocation.Last);
        }

        teller.Title("the call has ended: one entry, before the agent has wrapped up");
        var entry = await EntryAsync(stage, one => one["status"] is not null, ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: entries", "1", $"{stage.Cloud.Crm.Activities.Count(TrackingId)}");
        yield return new Check("journal: agent and queue", "Alex Agent, Billing", $"{entry["agents"]}, {entry["queue"]}");

        teller.Title("the agent wraps up: the same entry", "20-acw.json");
        teller.Tell(await stage.PlayAsync(stage.Cloud.LogInteraction, At("20-acw.json", 0), ct));
        entry = await EntryAsync(stage, one => one["outcome"] is not null, ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: the outcome on the same entry", "Payment promised, 1 entry", $"{entry["outcome"]}, {stage.Cloud.Crm.Activities.Count(TrackingId)} entry");
        await stage.Cloud.Crm.Requests.CompletionOfAsync(_ => stage.Cloud.Crm.Tasks.All.Count > 0, Patience(ct));
        yield return new Check("journal: the task that follows", "Check the payment", $"{stage.Cloud.Crm.Tasks.All[0]["title"]}");

        teller.Title("a person edits the entry, and the wrap-up is corrected", "wrapup-late.json");
        stage.Cloud.Crm.Activities.Edit($"{entry["id"]}", "notes", Edited);
        teller.Tell(await stage.PlayAsync(stage.Cloud.LogInteraction, At("wrapup-late.json", -1), ct));
        entry = await EntryAsync(stage, one => one["outcome"]?.ToString() is "Paid", ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: corrected, and an edit kept", $"Paid, {Edited}", $"{entry["outcome"]}, {entry["notes"]}");
    }

    private SampleEvent At(string file, int secondsAgo) => SampleEvent.Named(file).At(now.AddSeconds(-secondsAgo));

    private static async Task<JsonObject> EntryAsync(Stage stage, Func<JsonObject, bool> which, CancellationToken ct)
    {
        try
        {
            await stage.Cloud.Crm.Requests.CompletionOfAsync(_ => Entry() is { } entry && which(entry), Patience(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The check that follows says what is missing.
        }

        return Entry() ?? [];

        JsonObject? Entry() => stage.Cloud.Crm.Activities.All.FirstOrDefault(one => one["tracking_id"]?.ToString() is TrackingId);
    }

    private static CancellationToken Patience(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        return patience.Token;
    }
}
