using System.Collections.Frozen;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>Which messages no person has written. An answer to one of them may go round for ever.</summary>
public static class MachineMail
{
    /// <summary>The header that our own mails carry.</summary>
    public const string OwnHeader = "X-Crm-Enrichment";

    private static readonly FrozenSet<string> s_precedences = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "bulk", "junk", "list", "auto_reply");

    private static readonly FrozenSet<string> s_suppressed = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "DR", "AutoReply", "All");

    private static readonly FrozenSet<string> s_senders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "mailer-daemon", "postmaster", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply");

    /// <returns>Why the message counts as a machine's, such as <c>auto-submitted</c>: one of a few words, without anything of the message. Null for a person's.</returns>
    public static string? Of(MailMessage message) => message.Headers.Select(Reason).FirstOrDefault(reason => reason is not null) ?? (IsMachine(message.From) ? "sender" : null);

    private static string? Reason(MailHeader header) => header.Name.ToUpperInvariant() switch
    {
        // RFC 3834: "no" says that a person has written it, and may have parameters and comments.
        "AUTO-SUBMITTED" when !First(header.Value, ';', ' ', '(').Equals("no", StringComparison.OrdinalIgnoreCase) && header.Value.Trim().Length > 0 => "auto-submitted",
        "PRECEDENCE" when s_precedences.Contains(First(header.Value, ';', ' ', '(')) => "precedence",
        "X-AUTOREPLY" or "X-AUTORESPOND" when !IsNo(header.Value) => "auto-reply",
        "X-AUTO-RESPONSE-SUPPRESS" when header.Value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Any(s_suppressed.Contains) => "auto-response-suppress",
        "X-LOOP" => "loop",
        "X-CRM-ENRICHMENT" => "own",
        "LIST-ID" or "LIST-UNSUBSCRIBE" => "list",
        "RETURN-PATH" when string.Concat(header.Value.Where(c => !char.IsWhiteSpace(c))) is "<>" => "bounce",
        "X-FAILED-RECIPIENTS" => "bounce",
        "CONTENT-TYPE" when First(header.Value, ';', ' ', '(').Equals("multipart/report", StringComparison.OrdinalIgnoreCase) => "report",
        _ => null,
    };

    private static bool IsMachine(string? address) => address is not null && s_senders.Contains(First(address, '@', '+'));

    private static bool IsNo(string value) => value.Trim() is var text && (text.Equals("no", StringComparison.OrdinalIgnoreCase) || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase));

    private static string First(string value, params ReadOnlySpan<char> ends)
    {
        var text = value.AsSpan().Trim();
        return (text.IndexOfAny(ends) is >= 0 and var end ? text[..end] : text).ToString();
    }
}
