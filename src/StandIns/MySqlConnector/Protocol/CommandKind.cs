namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The first byte of a command: the protocol's <c>COM_…</c>.</summary>
internal enum CommandKind : byte
{
    Quit = 0x01,
    Query = 0x03,
    StatementPrepare = 0x16,
    StatementExecute = 0x17,
    ResetConnection = 0x1F,
}
