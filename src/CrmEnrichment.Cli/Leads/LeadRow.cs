using System.Text.Json;

namespace CrmEnrichment.Cli.Leads;

/// <summary>One row of a file of leads.</summary>
/// <param name="Number">From 1 on, without the row of names.</param>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Hash">Of all its cells: a row that was changed is another one.</param>
/// <param name="Lead">By the names of the door for leads; null where the row has more or fewer cells than there are names.</param>
internal sealed record LeadRow(int Number, int Line, string Hash, JsonElement? Lead)
{
    // A row is personal.
    public override string ToString() => $"row {Number}";
}
