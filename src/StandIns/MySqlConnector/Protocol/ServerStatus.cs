namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The bits of the status in OK and EOF packets that this client looks at.</summary>
[Flags]
internal enum ServerStatus : ushort
{
    None = 0,
    MoreResultsExist = 1 << 3,
}
