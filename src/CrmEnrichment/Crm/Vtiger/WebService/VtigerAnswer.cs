using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>What Vtiger answers: <c>{"success": true, "result": …}</c>, or its error, or whatever PHP says instead.</summary>
internal static class VtigerAnswer
{
    /// <summary>How its errors are named in our messages.</summary>
    public static ErrorDialect Errors { get; } = new(static body => body.TryMember("error", out var error) && error.TryMember("code", out var code) ? code : null);

    /// <summary>The error's code, empty where that is no text (duplicates have the number 0); null where the body tells of no error.</summary>
    public static string? ErrorCode(ReadOnlySpan<byte> body) =>
        Parse(body) is { } answer && answer.TryMember("success", out var success) && success.ValueKind is JsonValueKind.False
            ? Errors.Code(answer) is { } code && code.TryText(out var text) ? text : ""
            : null;

    /// <exception cref="UpstreamException">The body holds no result.</exception>
    public static JsonElement Result(string upstream, ReadOnlySpan<byte> body) =>
        Parse(body) is { } answer
            ? answer.TryMember("success", out var success) && success.ValueKind is JsonValueKind.True && answer.TryMember("result", out var result)
                ? result
                : throw Unreadable(upstream, "answered JSON that is not its web service's. Check Crm__Sources__N__Url")
            : throw Unreadable(upstream, Words(body));

    public static UpstreamException Unreadable(string upstream, string what) => new(upstream, UpstreamFault.Unavailable, $"{upstream}: Vtiger {what}.");

    private static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReceivedJson.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>What came in the place of JSON; null for JSON.</returns>
    public static string? Instead(ReadOnlySpan<byte> body) => Parse(body) is null ? Words(body) : null;

    private static string Words(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "answered nothing. Look into PHP's error log"
        : body.IndexOf("\"success\":"u8) > 1 ? "wrote something before its JSON, as PHP's warnings are. Set display_errors to Off in php.ini, and look into PHP's error log"
        : "answered a page that is no JSON. Check Crm__Sources__N__Url, and look into PHP's error log";
}
