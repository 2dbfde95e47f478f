using System.Net;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>How HubSpot names its errors (docs/crm/hubspot.md): a 429 by its policy (<c>DAILY</c>, <c>SECONDLY</c>, …), every other one by its category.</summary>
internal static class HubSpotErrors
{
    public static ErrorDialect Dialect { get; } = new(
        static body => body.TryMember("policyName", out var code) || body.TryMember("category", out code) ? code : null,
        QuotaUsedUp: "DAILY", Properties, static (status, _) => status is Locked or MigrationInProgress ? UpstreamFault.Unavailable : null);

    /// <summary>What one record of a batch is refused for.</summary>
    public const string Conflict = "CONFLICT", NotFound = "OBJECT_NOT_FOUND";

    /// <summary>The fault of one record of a batch, whose answer is good as a whole. It says what it is by its category; its status is only text.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="error">The record's error.</param>
    /// <param name="right">What the request needs.</param>
    public static UpstreamException OfItem(string source, JsonElement error, string right) => Dialect.OfPart(
        source,
        CategoryOf(error) switch
        {
            "RATE_LIMITS" => HttpStatusCode.TooManyRequests,
            "MISSING_SCOPES" => HttpStatusCode.Forbidden,
            "INTERNAL_ERROR" => HttpStatusCode.InternalServerError,
            Conflict => HttpStatusCode.Conflict,
            _ => HttpStatusCode.BadRequest,
        },
        error,
        right);

    /// <returns>The errors of single records in the answer to a batch.</returns>
    public static IReadOnlyList<JsonElement> OfItems(JsonElement answer) => Items(answer, "errors");

    /// <returns>Null where the error has none.</returns>
    public static string? CategoryOf(JsonElement error) => error.TryMember("category", out var category) && category.TryText(out var name) ? name : null;

    /// <summary>423: somebody else writes the record, for seconds. 477: HubSpot moves the account to another of its data centres.</summary>
    private const HttpStatusCode Locked = HttpStatusCode.Locked, MigrationInProgress = (HttpStatusCode)477;

    /// <summary>The properties that a 400 is about: one that does not exist, or one whose value breaks an administrator's rule.</summary>
    /// <remarks>Only members that hold names are read. Messages and other members of a context hold values, too.</remarks>
    private static IEnumerable<JsonElement> Properties(JsonElement body)
    {
        List<JsonElement> errors = [body, .. Items(body, "errors")];
        List<JsonElement> named = [.. errors.SelectMany(InContext), .. errors.SelectMany(InMessage)];
        return named.Count > 0 ? named : errors.SelectMany(error => Member(error, "in"));
    }

    private static IEnumerable<JsonElement> InContext(JsonElement error) =>
        error.TryMember("context", out var context) ? [.. Items(context, "propertyName"), .. Member(context, "propertyName")] : [];

    /// <summary>Some messages end in a list, <c>Property values were not valid: [{"name": …, "error": …}]</c>.</summary>
    private static IEnumerable<JsonElement> InMessage(JsonElement error)
    {
        if (!error.TryMember("message", out var message) || !message.TryText(out var text) || text.IndexOf('[', StringComparison.Ordinal) is not (>= 0 and var start))
        {
            return [];
        }

        try
        {
            var list = ReceivedJson.Parse(text[start..]);
            return list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().SelectMany(item => Member(item, "name")) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonElement[] Items(JsonElement element, string name) =>
        element.TryMember(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static JsonElement[] Member(JsonElement element, string name) => element.TryMember(name, out var value) ? [value] : [];
}
