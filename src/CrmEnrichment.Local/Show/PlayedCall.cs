using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>The call of the sample events once more, as a conversation of its own.</summary>
internal sealed class PlayedCall
{
    public const string Started = "01-customer-start-voice-inbound-known-ani.json", Joined = "17-user-start.json", Left = "18-user-end.json", Ended = "19-customer-end.json";

    public const string WrappedUp = "20-acw.json", Corrected = "wrapup-late.json";

    private const string Recorded = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";

    /// <summary>Longer than any entry waits here, also on a busy machine.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, SampleEvent> _events = new(StringComparer.Ordinal);

    public string Conversation { get; } = Guid.NewGuid().ToString();

    public string TrackingId => $"genesys-{Conversation}";

    /// <returns>The same one each time: two deliveries of it are one event.</returns>
    public SampleEvent Event(string file)
    {
        if (!_events.TryGetValue(file, out var e))
        {
            var sample = SampleEvent.Named(file);
            var json = sample.Parse()!.AsObject();
            json["id"] = Guid.NewGuid().ToString();
            _events[file] = e = sample with { Json = json.ToJsonString().Replace(Recorded, Conversation, StringComparison.Ordinal) };
        }

        return e;
    }

    /// <returns>The entry when it is as it should be, or as it is when patience ends: the check that follows says what is missing.</returns>
    public async Task<JsonObject> EntryAsync(Stage stage, Func<JsonObject, bool> which, CancellationToken ct)
    {
        try
        {
            await stage.Cloud.Crm.Requests.CompletionOfAsync(_ => Entry() is { } entry && which(entry), Patience(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Said by the check.
        }

        return Entry() ?? [];

        JsonObject? Entry() => stage.Cloud.Crm.Activities.All.FirstOrDefault(one => string.Equals(one["tracking_id"]?.ToString(), TrackingId, StringComparison.Ordinal));
    }

    public static CancellationToken Patience(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        return patience.Token;
    }
}
