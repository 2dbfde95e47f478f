using System.Text;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>Finds the named parameters of a statement, and puts the server's question marks in their places.</summary>
/// <remarks>What stands in strings, quoted names and comments is none: <see href="https://dev.mysql.com/doc/refman/8.4/en/comments.html"/>.</remarks>
internal static class Placeholders
{
    /// <returns>The statement as the server takes it, and the name (with its sign) for each question mark in turn.</returns>
    /// <exception cref="MySqlException">A question mark without a name stands in it.</exception>
    public static (string Sql, IReadOnlyList<string> Names) Of(string text)
    {
        var sql = new StringBuilder(text.Length);
        var names = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfQuotedOrComment(text, at);
            if (end == at && text[at] is '@' or '?')
            {
                end = EndOfName(text, at + 1);
                if (end > at + 1)
                {
                    names.Add(text[at..end]);
                    sql.Append('?');
                    at = end;
                    continue;
                }

                if (text[at] is '?')
                {
                    throw new MySqlException("Parameters have names here: write @name in place of a question mark.");
                }

                // @@ begins a variable of the system.
                end = text[at..].StartsWith("@@", StringComparison.Ordinal) ? EndOfName(text, at + 2) : at + 1;
            }

            end = Math.Max(end, at + 1);
            sql.Append(text, at, end - at);
            at = end;
        }

        return (sql.ToString(), names);
    }

    private static int EndOfName(string text, int from)
    {
        while (from < text.Length && (char.IsLetterOrDigit(text[from]) || text[from] is '_' or '$' or '.'))
        {
            from++;
        }

        return from;
    }

    /// <returns>Where it ends, or where we are if none begins here.</returns>
    private static int EndOfQuotedOrComment(string text, int at) => text[at] switch
    {
        '\'' or '"' => EndOfQuoted(text, at, backslashEscapes: true),
        '`' => EndOfQuoted(text, at, backslashEscapes: false),
        '#' => EndOf(text, at + 1, "\n"),
        '-' when at + 2 < text.Length && text[at + 1] is '-' && (char.IsWhiteSpace(text[at + 2]) || char.IsControl(text[at + 2])) => EndOf(text, at + 2, "\n"),
        '/' when at + 1 < text.Length && text[at + 1] is '*' => EndOf(text, at + 2, "*/"),
        _ => at,
    };

    // A doubled quote, which stands for one, ends here as well: the next begins at once.
    private static int EndOfQuoted(string text, int at, bool backslashEscapes)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && backslashEscapes)
            {
                i++;
            }
            else if (text[i] == text[at])
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndOf(string text, int from, string mark) => text.IndexOf(mark, from, StringComparison.Ordinal) is var found && found >= 0 ? found + mark.Length : text.Length;
}
