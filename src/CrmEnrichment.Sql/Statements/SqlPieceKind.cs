namespace CrmEnrichment.Sql.Statements;

internal enum SqlPieceKind
{
    /// <summary>Anything that is part of the statement and none of the others.</summary>
    Text,

    /// <summary>White space or a comment.</summary>
    Blank,

    Semicolon,

    /// <summary><c>@name</c>.</summary>
    Name,

    /// <summary><c>?</c> or <c>$1</c>.</summary>
    Number,

    /// <summary><c>/*! … */</c>, which MySQL executes.</summary>
    Hidden,

    /// <summary>A string, a quoted name or a comment that goes on to the end of the text.</summary>
    Endless,
}
