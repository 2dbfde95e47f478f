namespace CrmEnrichment.Sql.Statements;

/// <summary>What can be told of a configured query before there is a database to ask.</summary>
/// <remarks>
/// Finds mistakes, such as a condition that was left out and would find the same customers for every caller. It is no defence: what comes from
/// outside never becomes part of a statement, and the database refuses two of them by itself.
/// </remarks>
internal static class SqlText
{
    /// <returns>What is wrong and how to mend it; null for one statement that compares with at least one of the parameters and no others.</returns>
    public static (string What, string Fix)? ProblemWith(string text, SqlEngine engine, string[] parameters)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ended = false;
        for (var at = 0; at < text.Length;)
        {
            var piece = SqlPiece.At(text, at, engine);
            at = piece.End;
            switch (piece.Kind)
            {
                case SqlPieceKind.Blank:
                    break;
                case SqlPieceKind.Endless:
                    return ("holds a string, a quoted name or a comment that does not end", "close it");
                case SqlPieceKind.Hidden:
                    return ("holds a comment that the database would execute", "write it as part of the statement");
                case SqlPieceKind.Number:
                    return ("holds a parameter without a name", $"write {string.Join(", ", parameters)}");
                case SqlPieceKind.Semicolon:
                    ended = true;
                    break;
                case var _ when ended:
                    return ("holds more than one statement", "keep the one that finds customers");
                case SqlPieceKind.Name:
                    named.Add(piece.Name);
                    break;
            }
        }

        return named.Except(parameters, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown
            ? ($"holds {unknown}", $"known here are {string.Join(", ", parameters)}")
            : named.Count > 0 ? null
            : ($"compares with none of {string.Join(", ", parameters)}", "or it would find the same customers for everybody: compare a column with at least one of them");
    }
}
