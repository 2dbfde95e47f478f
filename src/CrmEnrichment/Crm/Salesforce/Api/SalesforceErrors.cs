using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>How Salesforce names its errors: a list of <c>{"errorCode", "message", "fields"}</c> (docs/crm/salesforce.md).</summary>
internal static partial class SalesforceErrors
{
    private const string LimitExceeded = "REQUEST_LIMIT_EXCEEDED";

    public static ErrorDialect Dialect { get; } = new(
        Code,
        QuotaUsedUp: LimitExceeded,
        static body => body.ValueKind is JsonValueKind.Array ? body.EnumerateArray().SelectMany(Fields) : [],
        static (_, body) => IsCrowd(body) ? UpstreamFault.Throttled : Is(body, "UNABLE_TO_LOCK_ROW") ? UpstreamFault.Unavailable : null);

    /// <summary>One code for two limits: the day's requests, and how many long ones may run at once. Only the message tells them apart.</summary>
    private static bool IsCrowd(JsonElement body) =>
        Is(body, LimitExceeded) && body[0].TryMember("message", out var message) && message.TryText(out var text) && text.Contains("Concurrent", StringComparison.OrdinalIgnoreCase);

    private static bool Is(JsonElement body, string name) => Code(body) is { } code && code.TryText(out var text) && string.Equals(text, name, StringComparison.Ordinal);

    private static JsonElement? Code(JsonElement body) =>
        body.ValueKind is JsonValueKind.Array && body.GetArrayLength() > 0 && body[0].TryMember("errorCode", out var code) ? code : null;

    private static IEnumerable<JsonElement> Fields(JsonElement error) =>
        error.TryMember("fields", out var fields) && fields.ValueKind is JsonValueKind.Array && fields.GetArrayLength() > 0 ? fields.EnumerateArray()
        : error.TryMember("message", out var message) && message.TryText(out var text) && HiddenField.Match(text) is { Success: true } hidden ? [JsonElement.Parse($"\"{hidden.Groups["name"].Value}\"")]
        : [];

    /// <summary>INVALID_FIELD names the field in its message only: one that does not exist, or that the user's field permissions hide.</summary>
    [GeneratedRegex("No such column '(?<name>[A-Za-z][A-Za-z0-9_]{0,99})'", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex HiddenField { get; }
}
