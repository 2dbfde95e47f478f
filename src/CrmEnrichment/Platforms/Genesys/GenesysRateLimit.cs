using System.Globalization;
using System.Net.Http.Headers;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What Genesys Cloud says of its rate limit: <c>inin-ratelimit-count</c>, <c>-allowed</c> and <c>-reset</c> (seconds). It counts by token and host.</summary>
internal static class GenesysRateLimit
{
    /// <returns>Null unless all three headers are there and can be used.</returns>
    public static RateLimitWindow? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "inin-ratelimit-count") is { } used
        && Number(headers, "inin-ratelimit-allowed") is > 0 and { } allowed
        && Number(headers, "inin-ratelimit-reset") is <= RateLimitWindow.LongestSeconds and { } seconds
            ? new(used, allowed, now.AddSeconds(seconds))
            : null;

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
