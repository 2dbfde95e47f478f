using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>How an upstream names its errors in the body, for when the status says too little.</summary>
/// <param name="Code">Finds the code in a body.</param>
/// <param name="QuotaUsedUp">The code for a quota of many hours: a retry cannot succeed, and counts against the quota.</param>
public sealed partial record ErrorDialect(Func<JsonElement, JsonElement?> Code, string? QuotaUsedUp = null)
{
    /// <summary>How long to wait when the upstream does not say: such quotas are freed during the day, or at its end.</summary>
    internal static readonly TimeSpan QuotaCoolDown = TimeSpan.FromHours(1);

    internal bool SaysQuotaUsedUp(HttpResponseMessage response) => QuotaUsedUp is not null && string.Equals(Read(response), QuotaUsedUp, StringComparison.Ordinal);

    /// <returns>Null unless it looks like a code: no other text from a body may get into a message.</returns>
    internal string? Read(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        try
        {
            using var body = new MemoryStream();
            response.Content.CopyTo(body, context: null, CancellationToken.None);
            return Code(JsonElement.Parse(body.GetBuffer().AsSpan(0, (int)body.Length))) is { } code && code.TryText(out var text) && Plain.IsMatch(text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{0,63}\z", RegexOptions.None, 1000)]
    private static partial Regex Plain { get; }
}
