namespace CrmEnrichment.Cli.Letters;

/// <summary>What a list is sorted by.</summary>
public enum LetterOrder
{
    /// <summary>The latest failure first.</summary>
    Newest,

    /// <summary>The latest failure last.</summary>
    Oldest,

    Reason,
    Upstream,

    /// <summary>The most first.</summary>
    Attempts,
}

internal static class LetterOrders
{
    /// <summary>Letters that are equal in this stay as they were met.</summary>
    public static IEnumerable<ListedLetter> InOrder(this IEnumerable<ListedLetter> letters, LetterOrder order) => order switch
    {
        LetterOrder.Newest => letters.OrderByDescending(letter => letter.LastFailedAt),
        LetterOrder.Oldest => letters.OrderBy(letter => letter.LastFailedAt ?? DateTimeOffset.MaxValue),
        LetterOrder.Reason => letters.OrderBy(letter => letter.Reason?.ToString() ?? letter.Form.ToString(), StringComparer.Ordinal),
        LetterOrder.Upstream => letters.OrderBy(letter => letter.Upstream, StringComparer.Ordinal),
        _ => letters.OrderByDescending(letter => letter.Attempts),
    };
}
