using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>
/// A whole call: it rings and gets its context, somebody changes the customer in the CRM while the agent talks, its events are collected, one entry is written,
/// and a late wrap-up changes it.
/// </summary>
/// <param name="now">When the call ends.</param>
internal sealed class WholeCall(DateTimeOffset now) : Scene
{
    /// <summary>What the agent wrote is changed by a person in the CRM.</summary>
    private const string Edited = "Paid by card. Ask for the receipt.";

    private readonly PlayedCall _call = new();

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("a whole call: it rings", PlayedCall.Started);
        var ringing = await stage.PlayAsync(stage.Cloud.EnrichInteraction, At(PlayedCall.Started, 240), ct);
        teller.Tell(ringing);
        yield return new Check("whole call: context", "Enriched, Platinum", $"{ringing.Outcome}, {ringing.Written.GetValueOrDefault("crm.loyaltyTier")}", ringing.Invocation.Last);
        await foreach (var check in CollectAsync(stage, teller, [("the customer calls", PlayedCall.Started, 240, "Collected"), ("an agent joins", PlayedCall.Joined, 220, "Collected")], ct))
        {
            yield return check;
        }

        var change = new CustomerChange(stage.Cloud, _call.Conversation);
        yield return await change.TellAsync(teller, ct);

        teller.Title("the call ends: its events are collected", "18, 19");
        await foreach (var check in CollectAsync(
            stage, teller, [("the agent leaves", PlayedCall.Left, 0, "Collected"), ("the customer leaves", PlayedCall.Ended, 0, "Collected"), ("the same event again", PlayedCall.Ended, 0, "Duplicate")], ct))
        {
            yield return check;
        }

        teller.Title("the call has ended: one entry, before the agent has wrapped up");
        var entry = await _call.EntryAsync(stage, one => one["status"] is not null, ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: entries", "1", $"{stage.Cloud.Crm.Activities.Count(_call.TrackingId)}");
        yield return new Check("journal: agent and queue", "Alex Agent, Billing", $"{entry["agents"]}, {entry["queue"]}");

        teller.Title("the agent wraps up: the same entry", PlayedCall.WrappedUp);
        teller.Tell(await stage.PlayAsync(stage.Cloud.LogInteraction, At(PlayedCall.WrappedUp, 0), ct));
        entry = await _call.EntryAsync(stage, one => one["outcome"] is not null, ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: the outcome on the same entry", "Payment promised, 1 entry", $"{entry["outcome"]}, {stage.Cloud.Crm.Activities.Count(_call.TrackingId)} entry");
        await stage.Cloud.Crm.Requests.CompletionOfAsync(_ => stage.Cloud.Crm.Tasks.All.Count > 0, PlayedCall.Patience(ct));
        yield return new Check("journal: the task that follows", "Check the payment", $"{stage.Cloud.Crm.Tasks.All[0]["title"]}");

        teller.Title("a person edits the entry, and the wrap-up is corrected", PlayedCall.Corrected);
        stage.Cloud.Crm.Activities.Edit($"{entry["id"]}", "notes", Edited);
        teller.Tell(await stage.PlayAsync(stage.Cloud.LogInteraction, At(PlayedCall.Corrected, -1), ct));
        entry = await _call.EntryAsync(stage, one => one["outcome"]?.ToString() is "Paid", ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("journal: corrected, and an edit kept", $"Paid, {Edited}", $"{entry["outcome"]}, {entry["notes"]}");
    }

    private async IAsyncEnumerable<Check> CollectAsync(Stage stage, Storyteller teller, (string What, string File, int SecondsAgo, string Expected)[] events, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (what, file, ago, expected) in events)
        {
            var story = await stage.PlayAsync(stage.Cloud.LogInteraction, At(file, ago), ct);
            teller.Tell(story);
            yield return new Check($"journal: {what}", expected, story.Outcome, story.Invocation.Last);
        }
    }

    private SampleEvent At(string file, int secondsAgo) => _call.Event(file).At(now.AddSeconds(-secondsAgo));
}
