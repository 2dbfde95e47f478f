namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>A word of a command, a text in quotes or as a literal, or one of a list's two parentheses.</summary>
/// <param name="Text">Its bytes as letters of Latin-1.</param>
/// <param name="IsText">In quotes, or a literal: a parenthesis in it is no parenthesis.</param>
internal readonly record struct ImapToken(string Text, bool IsText)
{
    public bool Is(string word) => !IsText && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}
