using System.Text;

namespace CrmEnrichment.Crm.Journals;

/// <summary>Parts of an entry in words, for the CRM's users.</summary>
internal static class EntryText
{
    /// <summary>Ends a text that was cut.</summary>
    public const string CutMark = " … (cut)";

    /// <summary>Stands for a character that the CRM cannot store.</summary>
    private static readonly Rune s_replacement = new('\uFFFD');

    /// <returns>Everyone who talked, by name, else by id; null for nobody.</returns>
    public static string? Agents(JournalEntry entry) => entry.Agents.Count == 0 ? null : string.Join(", ", entry.Agents.Select(agent => agent.Name ?? agent.Id));

    /// <summary>The notes; before them, so that it is never cut off, that several customers share the number.</summary>
    public static string Notes(JournalEntry entry) => string.Join('\n', new[] { Shared(entry), entry.Notes }.Where(line => !string.IsNullOrEmpty(line)));

    /// <returns>Null where only one customer has the number.</returns>
    public static string? Shared(JournalEntry entry) => entry.Matches > 1 ? $"{entry.Matches} customers share this number." : null;

    /// <summary>At most so many UTF-16 characters, with <see cref="CutMark"/> at the end where some are missing. No surrogate pair is split.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : $"{Whole(text, most - CutMark.Length)}{CutMark}";

    /// <summary>The same by bytes of UTF-8.</summary>
    public static string CutBytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
        {
            return text;
        }

        var left = most - Encoding.UTF8.GetByteCount(CutMark);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return $"{text[..length]}{CutMark}";
    }

    /// <summary>Replaces characters of 4 bytes in UTF-8, such as emoji, by U+FFFD: for databases that know 3 bytes at most.</summary>
    public static string OfThreeBytes(string text)
    {
        if (text.All(static c => !char.IsSurrogate(c)))
        {
            return text;
        }

        var replaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            replaced.Append(rune.IsBmp ? rune : s_replacement);
        }

        return replaced.ToString();
    }

    private static string Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
