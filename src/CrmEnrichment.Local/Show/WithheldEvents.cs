using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The end of a call and its wrap-up never reach us, so its entry waits. The nightly reconciliation finds the call in Genesys' own history, and the journal writes the entry.</summary>
/// <param name="now">The call was before it.</param>
internal sealed class WithheldEvents(DateTimeOffset now) : Scene
{
    private readonly PlayedCall _call = new();

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("a call whose end and wrap-up do not reach us", "01, 17, 18");
        foreach (var (file, minutesAgo) in new[] { (PlayedCall.Started, 30), (PlayedCall.Joined, 29), (PlayedCall.Left, 26) })
        {
            await stage.PlayAsync(stage.Cloud.LogInteraction, At(file, minutesAgo), ct);
        }

        // Genesys knows of them, and no rule of EventBridge passed them on.
        foreach (var file in new[] { PlayedCall.Ended, PlayedCall.WrappedUp })
        {
            stage.Cloud.Genesys.Conversations.Learn(At(file, 25).Parse());
        }

        yield return new Check("withheld: entries", "0", $"{stage.Cloud.Crm.Activities.Count(_call.TrackingId)}");

        teller.Title("the reconciliation finds it: ReconcileJournal");
        var request = new JsonObject { ["since"] = Iso(now.AddMinutes(-40)), ["until"] = Iso(now.AddMinutes(-10)), ["fix"] = true }.ToJsonString();
        var found = await stage.PlayAsync(stage.Cloud.ReconcileJournal, new SampleEvent(request, request), ct);
        teller.TellCall(found);
        var finding = (found.Answer.Json?["findings"] as JsonArray)?.FirstOrDefault();
        teller.TellAnswer(finding as JsonObject ?? [], "found");
        yield return new Check("withheld: found", "Missing: end, wrap-up", $"{finding?["kind"]}: {string.Join(", ", finding?["lacks"] as JsonArray ?? [])}", found.Invocation.Last);

        var entry = await _call.EntryAsync(stage, one => one["outcome"] is not null && one["status"]?.ToString() is "completed", ct);
        teller.TellAnswer(entry, "entry");
        yield return new Check("withheld: repaired", "completed, Payment promised, 1 entry", $"{entry["status"]}, {entry["outcome"]}, {stage.Cloud.Crm.Activities.Count(_call.TrackingId)} entry");
    }

    private SampleEvent At(string file, int minutesAgo) => _call.Event(file).At(now.AddMinutes(-minutesAgo));

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
