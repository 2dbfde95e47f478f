using System.Text;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>A value with parameters, such as <c>text/plain; charset=utf-8</c>.</summary>
/// <param name="Value">What stands before the first semicolon.</param>
/// <param name="Parameters">As they were sent, without quotes: <c>name*0</c> stays what it is.</param>
internal sealed record FieldValue(string Value, IReadOnlyList<(string Name, string Value)> Parameters)
{
    public static FieldValue? Read(string? field)
    {
        if (field is null)
        {
            return null;
        }

        var parts = Split(field);
        return new(parts[0], [.. parts.Skip(1).Select(Parameter).OfType<(string, string)>()]);
    }

    private static (string, string)? Parameter(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && text[(equals + 1)..].Trim() is { Length: > 0 } value ? (text[..equals].Trim(), value) : null;

    /// <summary>At semicolons outside of quotes. Quotes are taken away, and comments.</summary>
    private static List<string> Split(string field)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var (isQuoted, depth) = (false, 0);
        for (var i = 0; i < field.Length; i++)
        {
            switch (field[i])
            {
                case '\\' when (isQuoted || depth > 0) && i + 1 < field.Length:
                    i++;
                    part.Append(depth > 0 ? "" : field[i]);
                    break;
                case '"' when depth == 0:
                    isQuoted = !isQuoted;
                    break;
                case '(' when !isQuoted:
                    depth++;
                    break;
                case ')' when !isQuoted && depth > 0:
                    depth--;
                    break;
                case ';' when !isQuoted && depth == 0:
                    parts.Add(part.ToString().Trim());
                    part.Clear();
                    break;
                case var character when depth == 0:
                    part.Append(character);
                    break;
            }
        }

        parts.Add(part.ToString().Trim());
        return parts;
    }
}
