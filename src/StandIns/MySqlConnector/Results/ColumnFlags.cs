namespace CrmEnrichment.StandIns.MySql.Results;

/// <summary>The flags of a column that this client looks at.</summary>
[Flags]
internal enum ColumnFlags : ushort
{
    None = 0,
    Unsigned = 1 << 5,
    Enum = 1 << 8,
    Set = 1 << 11,
}
