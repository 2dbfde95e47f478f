namespace CrmEnrichment.Sql;

/// <summary>A statement and its parameters.</summary>
/// <param name="ById">Whether it looks up an id: then a value that the column cannot hold means that nobody was found.</param>
internal sealed record Question(string Statement, IReadOnlyList<(string Name, string? Value)> Values, bool ById)
{
    // The values are a caller's number or id.
    public override string ToString() => Statement;
}
