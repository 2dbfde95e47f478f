namespace CrmEnrichment.Sql;

/// <summary>A statement and what it is asked with.</summary>
/// <param name="ById">Whether it asks for an id, so that a value that no id can be means nobody.</param>
internal sealed record Question(string Statement, IReadOnlyList<(string Name, string? Value)> Values, bool ById)
{
    // The values are somebody's number or id.
    public override string ToString() => Statement;
}
