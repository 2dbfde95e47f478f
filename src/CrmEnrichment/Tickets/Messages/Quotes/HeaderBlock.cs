namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>The headers of the message that is answered, copied above it: From, Sent, To, Subject.</summary>
/// <param name="End">The line behind the block.</param>
/// <param name="Subject">Null where the block has none.</param>
internal sealed record HeaderBlock(int End, string? Subject)
{
    private const int FewestRoles = 3;

    private const int MostLines = 24;

    // Long lists of addressees are wrapped.
    private const int MostContinuations = 6;

    /// <param name="fewest">How many different headers it takes. Fewer than three if a line above announces them; then any of them may be the first.</param>
    /// <returns>Null where no block begins at the line.</returns>
    public static HeaderBlock? At(IReadOnlyList<Line> lines, int start, int fewest = FewestRoles)
    {
        if (!lines[start].MayMark || !Begins(HeaderLabels.Read(lines[start].Text).Role, announced: fewest < FewestRoles))
        {
            return null;
        }

        var roles = new HashSet<HeaderRole>();
        var (end, blanks, continuations, subject, address) = (start, 0, 0, (string?)null, false);
        for (var at = start; at < Math.Min(lines.Count, start + MostLines) && lines[at].Kind is LineKind.Words; at++)
        {
            if (lines[at].IsBlank)
            {
                blanks++;
                if (blanks > 1)
                {
                    break;
                }

                continue;
            }

            var (role, value) = HeaderLabels.Read(lines[at].Text);
            if (role is not HeaderRole.None && (roles.Add(role) || role is HeaderRole.Other or HeaderRole.Copy))
            {
                // Each header in a paragraph of its own is how HTML comes out.
                (end, blanks, continuations) = (at + 1, 0, 0);
                subject = role is HeaderRole.Subject ? value : subject;
                address |= value!.Contains('@', StringComparison.Ordinal);
            }
            else if (role is not HeaderRole.None || blanks > 0 || roles.Contains(HeaderRole.Subject) || ++continuations > MostContinuations)
            {
                break;
            }
        }

        roles.Remove(HeaderRole.Other);

        // "From: Berlin, To: Rome, Date: Monday" is a form that the author fills in.
        return roles.Count >= fewest && (fewest < FewestRoles || address || roles.Contains(HeaderRole.Subject)) ? new(end, subject) : null;
    }

    private static bool Begins(HeaderRole role, bool announced) => role is HeaderRole.From || (announced && role is not (HeaderRole.None or HeaderRole.Other));
}
