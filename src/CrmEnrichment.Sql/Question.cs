namespace CrmEnrichment.Sql;

/// <summary>A statement and its parameters.</summary>
/// <param name="Id">The id that it looks up: one that the column cannot hold means that nobody was found. Null for a number.</param>
internal sealed record Question(string Statement, IReadOnlyList<(string Name, string? Value)> Values, string? Id)
{
    /// <summary>Where the names of the columns go that the statement returns; null for a look-up.</summary>
    public ISet<string>? Columns { get; init; }

    // The values are a caller's number or id.
    public override string ToString() => Statement;
}
