namespace CrmEnrichment.Sql.Statements;

/// <summary>A piece of a statement, as the engine cuts it.</summary>
/// <remarks>
/// <see href="https://dev.mysql.com/doc/refman/8.4/en/language-structure.html"/>,
/// <see href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html"/>.
/// </remarks>
/// <param name="End">Where the next one begins.</param>
/// <param name="Name">With its sign; only of a <see cref="SqlPieceKind.Name"/>.</param>
internal readonly record struct SqlPiece(SqlPieceKind Kind, int End, string Name = "")
{
    public static SqlPiece At(string text, int at, SqlEngine engine)
    {
        var rest = text.AsSpan(at);
        var mySql = engine is SqlEngine.MySql;
        return rest switch
        {
            [var c, ..] when char.IsWhiteSpace(c) => new(SqlPieceKind.Blank, at + 1),
            [';', ..] => new(SqlPieceKind.Semicolon, at + 1),
            ['/', '*', '!' or 'M', ..] when mySql && IsExecuted(rest) => new(SqlPieceKind.Hidden, at + 3),
            ['/', '*', ..] => Comment(text, at, nested: !mySql),
            ['-', '-', ..] when !mySql || rest.Length == 2 || char.IsWhiteSpace(rest[2]) => Line(text, at),
            ['#', ..] when mySql => Line(text, at),
            ['`', ..] when mySql => Quoted(text, at, escapes: false),
            ['"', ..] => Quoted(text, at, escapes: mySql),
            ['\'', ..] => Quoted(text, at, escapes: mySql || IsEscapeString(text, at)),
            ['?', ..] when mySql => new(SqlPieceKind.Number, at + 1),
            ['$', >= '0' and <= '9', ..] when !mySql => new(SqlPieceKind.Number, at + 2),
            ['$', ..] when !mySql => DollarQuoted(text, at),
            ['@', '@', ..] => new(SqlPieceKind.Text, EndOfName(text, at + 2)), // a system variable, or an operator
            ['@', var c, ..] when IsOfName(c) => new SqlPiece(SqlPieceKind.Name, EndOfName(text, at + 1)).NamedFrom(text, at),
            ['@', '\'' or '"' or '`', ..] when mySql => Quoted(text, at + 1, escapes: true).NamedFrom(text, at), // a variable
            [var c, ..] when IsOfName(c) => new(SqlPieceKind.Text, EndOfName(text, at)),
            _ => new(SqlPieceKind.Text, at + 1),
        };
    }

    private SqlPiece NamedFrom(string text, int at) => Kind is SqlPieceKind.Endless ? this : new(SqlPieceKind.Name, End, text[at..End]);

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '_';

    private static int EndOfName(string text, int from)
    {
        while (from < text.Length && IsOfName(text[from]))
        {
            from++;
        }

        return from;
    }

    // MariaDB has one of its own: /*M! … */.
    private static bool IsExecuted(ReadOnlySpan<char> rest) => rest is ['/', '*', '!', ..] or ['/', '*', 'M', '!', ..];

    // E'…', and no name that ends in e.
    private static bool IsEscapeString(string text, int at) => at > 0 && text[at - 1] is 'e' or 'E' && (at == 1 || !IsOfName(text[at - 2]));

    private static SqlPiece Line(string text, int at) => new(SqlPieceKind.Blank, text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end + 1);

    private static SqlPiece Comment(string text, int at, bool nested)
    {
        var depth = 1;
        for (var i = at + 2; i + 1 < text.Length; i++)
        {
            if (text[i] is '*' && text[i + 1] is '/')
            {
                depth--;
                i++;
            }
            else if (nested && text[i] is '/' && text[i + 1] is '*')
            {
                depth++;
                i++;
            }

            if (depth == 0)
            {
                return new(SqlPieceKind.Blank, i + 1);
            }
        }

        return new(SqlPieceKind.Endless, text.Length);
    }

    // A doubled quote, which stands for one, ends a piece as well: the next begins at once.
    private static SqlPiece Quoted(string text, int at, bool escapes)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] is '\\' && escapes)
            {
                i++;
            }
            else if (text[i] == text[at])
            {
                return new(SqlPieceKind.Text, i + 1);
            }
        }

        return new(SqlPieceKind.Endless, text.Length);
    }

    /// <summary><c>$tag$ … $tag$</c>, with or without a tag.</summary>
    private static SqlPiece DollarQuoted(string text, int at)
    {
        var tag = EndOfName(text, at + 1);
        if (tag >= text.Length || text[tag] is not '$')
        {
            return new(SqlPieceKind.Text, at + 1);
        }

        var mark = text[at..(tag + 1)];
        return text.IndexOf(mark, tag + 1, StringComparison.Ordinal) is var end && end < 0
            ? new(SqlPieceKind.Endless, text.Length)
            : new(SqlPieceKind.Text, end + mark.Length);
    }
}
