using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Http.RateLimits;

/// <summary>What Salesforce tells of its day's requests: <c>Sforce-Limit-Info: api-usage=18/5000</c>, and maybe <c>; per-app-api-usage=…</c>.</summary>
/// <remarks>No window to wait for (<see cref="RateLimitWindow"/>): it counts over 24 hours, and says not when it ends.</remarks>
internal static partial class ApiUsage
{
    /// <returns>What is left, from 0 to 100; null without the header, or with one that says nothing.</returns>
    public static double? HeadroomPercent(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Sforce-Limit-Info", out var values)
        && Usage.Match(values.First()) is { Success: true } usage
        && Number(usage, "allowed") is > 0 and var allowed
            ? Math.Max(0, 100.0 * (allowed - Number(usage, "used")) / allowed)
            : null;

    private static long Number(Match usage, string group) => long.Parse(usage.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w-])api-usage=(?<used>[0-9]{1,12})/(?<allowed>[0-9]{1,12})(?![0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usage { get; }
}
