using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Whether the receiving server proved that a message is from whom it says (RFC 8601). Pure.</summary>
internal static class SenderProof
{
    private const string Header = "Authentication-Results";

    /// <param name="headers">Of the message, from the top.</param>
    /// <param name="server">Whose results are believed. A server strips those that others wrote in its name, so the topmost counts.</param>
    public static bool Holds(IEnumerable<MailHeader> headers, string server)
    {
        foreach (var header in headers.Where(header => string.Equals(header.Name, Header, StringComparison.OrdinalIgnoreCase)))
        {
            var parts = WithoutComments(header.Value).Split(';', StringSplitOptions.TrimEntries);

            // The server's name may have a version behind it.
            if (string.Equals(parts[0].Split(' ', 2)[0], server, StringComparison.OrdinalIgnoreCase))
            {
                return parts.Skip(1).Any(part => IsPass(part));
            }
        }

        return false;
    }

    private static bool IsPass(string part)
    {
        var result = part.Split([' ', '\t', '\r', '\n'], 2)[0];
        return string.Equals(result, "dmarc=pass", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Comments may nest, and may hold what looks like a result.</summary>
    private static string WithoutComments(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c is '(' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(c);
            }

            depth -= c is ')' && depth > 0 ? 1 : 0;
        }

        return kept.ToString();
    }
}
