using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>What Salesforce says of its requests of a day: <c>Sforce-Limit-Info: api-usage=18/5000</c>, and maybe <c>; per-app-api-usage=…</c>.</summary>
/// <remarks>It counts over 24 hours and does not say when they end.</remarks>
internal static partial class SalesforceUsage
{
    /// <returns>Null without the header, or when it cannot be used.</returns>
    public static RateLimitWindow? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues("Sforce-Limit-Info", out var values)
        && Usage.Match(values.First()) is { Success: true } usage
        && Number(usage, "allowed") is > 0 and var allowed
            ? new(Number(usage, "used"), allowed, ResetsAt: null)
            : null;

    private static long Number(Match usage, string group) => long.Parse(usage.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w-])api-usage=(?<used>[0-9]{1,12})/(?<allowed>[0-9]{1,12})(?![0-9])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Usage { get; }
}
