namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>One line of an answer that says what became of a request: <c>ERROR: add_lead PHONE NUMBER IN DNC - 7275550099|apiuser</c>.</summary>
/// <param name="Kind">What it begins with.</param>
/// <param name="Reason">VICIdial's own words, without data: <c>add_lead PHONE NUMBER IN DNC</c>.</param>
/// <param name="Data">What follows, value by value. It can hold a password and a customer's data.</param>
internal sealed record AnswerLine(AnswerKind Kind, string Reason, IReadOnlyList<string> Data)
{
    /// <summary>In the order of <see cref="AnswerKind"/>.</summary>
    private static readonly string[] s_prefixes = ["SUCCESS: ", "NOTICE: ", "ERROR: "];

    /// <summary>It differs from message to message, and the same message has had several.</summary>
    private static readonly string[] s_separators = [": |", " - ", ": "];

    /// <returns>Null for a line of data.</returns>
    public static AnswerLine? Read(string line)
    {
        var kind = Array.FindIndex(s_prefixes, prefix => line.StartsWith(prefix, StringComparison.Ordinal));
        if (kind < 0)
        {
            return null;
        }

        var text = line[s_prefixes[kind].Length..];
        var (at, separator) = s_separators
            .Select(separator => (At: text.IndexOf(separator, StringComparison.Ordinal), separator))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .FirstOrDefault((text.Length, ""));
        return new((AnswerKind)kind, text[..at].Trim(), text[(at + separator.Length)..].TrimEnd() is { Length: > 0 } data ? data.Split('|') : []);
    }

    public bool Says(string words) => Reason.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <returns>The value at this place; null where there is none, or an empty one.</returns>
    public string? At(int index) => index < Data.Count && Data[index] is { Length: > 0 } value ? value : null;

    // Data must not get into a message.
    public override string ToString() => $"{Kind}: {Reason}";
}

/// <summary>What a line of an answer begins with.</summary>
internal enum AnswerKind
{
    Success,
    Notice,
    Error,
}
