using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>How Twilio says what is wrong, <c>{"code": 20404, "message": …, "status": 404}</c>, and how much it still allows.</summary>
internal static class TwilioErrors
{
    /// <summary>A code of digits alone could be anything in a message: <c>TWILIO_20001</c>.</summary>
    public static ErrorDialect Dialect { get; } = new(static body =>
        body.TryMember("code", out var code) && code.ValueKind is JsonValueKind.Number && code.TryGetInt32(out var number)
            ? JsonElement.Parse($"\"TWILIO_{number.ToString(CultureInfo.InvariantCulture)}\"")
            : null);

    /// <summary>X-Rate-Limit-Limit and X-Rate-Limit-Remaining. When the window ends is not said.</summary>
    public static RateLimitWindow? RateLimit(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "X-Rate-Limit-Limit") is > 0 and { } allowed && Number(headers, "X-Rate-Limit-Remaining") is { } remaining && remaining <= allowed
            ? new(allowed - remaining, allowed, ResetsAt: null)
            : null;

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
