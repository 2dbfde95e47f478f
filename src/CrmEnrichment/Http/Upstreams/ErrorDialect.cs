using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>How an upstream names its errors in the body, for when the status says too little.</summary>
/// <param name="Code">Finds the code in a body.</param>
/// <param name="QuotaUsedUp">The code for a quota of many hours: a retry cannot succeed, and counts against the quota.</param>
/// <param name="Refused">Finds the names of the fields that an error is about in a body; never values.</param>
/// <param name="Passing">
/// Errors that pass by themselves in seconds or minutes, although their status says otherwise: by status and body (undefined where it is no JSON),
/// the fault that they are. The upstream has not acted on the request.
/// </param>
public sealed partial record ErrorDialect(
    Func<JsonElement, JsonElement?> Code,
    string? QuotaUsedUp = null,
    Func<JsonElement, IEnumerable<JsonElement>>? Refused = null,
    Func<HttpStatusCode, JsonElement, UpstreamFault?>? Passing = null)
{
    /// <summary>The most refused fields that a message names: the rest is mostly the same fault.</summary>
    private const int MostRefused = 5;

    /// <summary>How long to wait when the upstream does not say: such quotas are freed during the day, or at its end.</summary>
    internal static readonly TimeSpan QuotaCoolDown = TimeSpan.FromHours(1);

    /// <summary>How long to wait when too many requests run at once, and the upstream does not say.</summary>
    internal static readonly TimeSpan CrowdCoolDown = TimeSpan.FromSeconds(10);

    /// <summary>An upstream may have one code for both, a used-up quota and a passing crowd.</summary>
    internal bool SaysQuotaUsedUp(HttpResponseMessage response) =>
        QuotaUsedUp is not null && string.Equals(Read(response), QuotaUsedUp, StringComparison.Ordinal) && Passes(response) is null;

    internal UpstreamFault? Passes(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? null : Passing?.Invoke(response.StatusCode, Body(response) ?? default);

    /// <returns>Null unless it looks like a code: no other text from a body may get into a message.</returns>
    internal string? Read(HttpResponseMessage response) => !response.IsSuccessStatusCode && Body(response) is { } body ? ReadCode(body) : null;

    /// <returns>What looks like the name of a field, each once: a number or an address does not.</returns>
    internal IReadOnlyList<string> ReadRefused(HttpResponseMessage response) => Body(response) is { } body ? ReadRefused(body) : [];

    /// <summary>The fault of one part of a request, whose error stands in the body of an answer that is good as a whole (a batch, a composite).</summary>
    /// <param name="upstream">Its name.</param>
    /// <param name="status">What the part would have been answered with alone.</param>
    /// <param name="error">The part's error.</param>
    /// <param name="right">What an administrator must grant after a 403.</param>
    internal UpstreamException OfPart(string upstream, HttpStatusCode status, JsonElement error, string right)
    {
        var (code, refused) = (ReadCode(error), ReadRefused(error));
        var answered = $"{upstream}: a part of the request was answered with {(int)status}{(code is null ? "" : $" ({code})")}.";
        var fault = Passing?.Invoke(status, error) ?? status switch
        {
            HttpStatusCode.Forbidden => UpstreamFault.Forbidden,
            HttpStatusCode.TooManyRequests => UpstreamFault.Throttled,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => UpstreamFault.Unavailable,
            _ => UpstreamFault.Rejected,
        };
        return new(upstream, fault, $"{answered}{(fault is UpstreamFault.Forbidden ? $" Grant {right}." : fault is UpstreamFault.Rejected ? Refuses(refused) : "")}")
        {
            Code = code,
            RefusedFields = refused,
        };
    }

    /// <returns>A sentence with a space before it; empty where nothing is named.</returns>
    internal static string Refuses(IReadOnlyList<string> fields) => fields.Count > 0
        ? $" It refuses {string.Join(", ", fields.Select(field => $"'{field}'"))}: check each name, and the rules that are set for it there."
        : "";

    private string? ReadCode(JsonElement body) => Code(body) is { } code && code.TryText(out var text) && Plain.IsMatch(text) ? text : null;

    private IReadOnlyList<string> ReadRefused(JsonElement body) => Refused is null
        ? []
        : [.. Refused(body).Select(name => name.TryText(out var text) && FieldName.IsMatch(text) ? text : null).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostRefused)];

    /// <returns>Null for what is no JSON.</returns>
    private static JsonElement? Body(HttpResponseMessage response)
    {
        try
        {
            using var body = new MemoryStream();
            response.Content.CopyTo(body, context: null, CancellationToken.None);
            return ReceivedJson.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{0,63}\z", RegexOptions.None, 10_000)]
    private static partial Regex Plain { get; }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,99}\z", RegexOptions.None, 10_000)]
    private static partial Regex FieldName { get; }
}
