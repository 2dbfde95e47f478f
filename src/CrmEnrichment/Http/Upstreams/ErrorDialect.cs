using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>How an upstream names its errors in the body, where the status does not say enough.</summary>
/// <param name="Code">Finds the code in a body.</param>
/// <param name="QuotaUsedUp">The code for a quota of many hours: no retry mends it, and each would count against it.</param>
public sealed partial record ErrorDialect(Func<JsonElement, JsonElement?> Code, string? QuotaUsedUp = null)
{
    /// <summary>When a further try makes sense, unless the upstream says: such quotas come back over the day, or at its end.</summary>
    internal static readonly TimeSpan QuotaRest = TimeSpan.FromHours(1);

    internal bool SaysQuotaUsedUp(HttpResponseMessage response) => QuotaUsedUp is not null && string.Equals(Read(response), QuotaUsedUp, StringComparison.Ordinal);

    /// <returns>Null unless it looks like a code: nothing else of a body may get into a message.</returns>
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
