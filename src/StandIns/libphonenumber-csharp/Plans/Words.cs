namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>Reads a text part by part; the framework's Split is generic, and would have to be compiled in every process that reads one number.</summary>
internal static class Words
{
    /// <returns>What stands before the next separator; the text goes on behind it.</returns>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> text, char separator, char orSeparator)
    {
        var end = text.IndexOfAny((byte)separator, (byte)orSeparator);
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return word;
    }

    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> text, char separator) => Next(ref text, separator, separator);
}
