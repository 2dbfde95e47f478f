namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>Writes texts as answers have them. Bytes are letters of Latin-1.</summary>
internal static class ImapText
{
    public const string Nil = "NIL";

    /// <summary>In quotes, or as a literal where quotes cannot hold it.</summary>
    public static string String(string? text) => text switch
    {
        null => Nil,
        _ when text.Any(character => character is '\r' or '\n' or '\0' or >= '\u0080') => $"{{{text.Length}}}\r\n{text}",
        _ => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
    };
}
