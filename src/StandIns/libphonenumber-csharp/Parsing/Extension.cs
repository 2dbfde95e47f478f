namespace CrmEnrichment.StandIns.PhoneNumbers.Parsing;

/// <summary>The end of a written number that is dialled after the call has been answered.</summary>
internal static class Extension
{
    private const string Blanks = " \u00A0\t,";

    // The clearer the word, the more digits are believed to follow it.
    private static readonly (string Label, int Longest)[] s_labels =
    [
        (";ext=", 20), ("extension", 20), ("extensi\u00F3n", 20), ("extensio\u0301n", 20), ("extn", 20), ("ext", 20), ("xtn", 20), ("xt", 20), ("anexo", 20), ("\u0434\u043E\u0431", 20),
        ("\uFF45\uFF58\uFF54\uFF4E", 20), ("\uFF45\uFF58\uFF54", 20), (",,", 15), (";", 15), ("int", 9), ("x", 9), ("\uFF58", 9), ("#", 9), ("\uFF03", 9), ("~", 9), (",", 9),
    ];

    /// <returns>The number before it; the text itself where it has none.</returns>
    public static string Without(string text)
    {
        var written = text.AsSpan();
        var body = written is [.., '#'] ? written[..^1] : written;
        var before = body;
        while (before is [.., var last] && char.IsDigit(last))
        {
            before = before[..^1];
        }

        var digits = body[before.Length..];
        if (digits.IsEmpty)
        {
            return text;
        }

        foreach (var (label, longest) in s_labels)
        {
            if (digits.Length <= longest && Labelled(before, label) is { IsEmpty: false } number && WrittenNumber.IsViable(number))
            {
                return number.ToString();
            }
        }

        // As Americans write it: "555-0142 - 503#".
        return body.Length < written.Length && digits.Length <= 6 && before is [.., ' ' or '-'] && WrittenNumber.IsViable(before.TrimEnd(" -"))
            ? before.TrimEnd(" -").ToString()
            : text;
    }

    private static ReadOnlySpan<char> Labelled(ReadOnlySpan<char> before, string label)
    {
        var rest = label[0] is ',' ? before.TrimEnd(" \u00A0\t-") : label[^1] is '=' ? before : before.TrimEnd(Blanks + "-");
        rest = rest is [.., ':' or '.' or '\uFF0E'] && label[^1] is not '=' ? rest[..^1] : rest;
        return rest.EndsWith(label, StringComparison.OrdinalIgnoreCase) ? rest[..^label.Length].TrimEnd(Blanks) : default;
    }
}
