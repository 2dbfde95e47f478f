using System.Text.Json;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>A message of the dead-letter queue, as somebody who knows only docs/dead-letters.md reads it.</summary>
/// <param name="Marker">Whose it is; null for one that nobody sent.</param>
/// <param name="Reason">"record" for Lambda's own.</param>
internal sealed record Kept(string? Marker, string Reason, bool IsRetryable, JsonElement Event)
{
    public static Kept Read(string body)
    {
        // An event may be as deep as JSON usually is, and its letter is deeper.
        var letter = JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
        var marker = CampaignEvent.FindMarker(body);
        return letter.TryGetProperty("requestPayload", out var payload)
            ? new Kept(marker, "record", IsRetryable: true, payload)
            : new Kept(marker, letter.GetProperty("reason").GetString()!, letter.GetProperty("retryable").GetBoolean(), letter.GetProperty("event"));
    }
}
