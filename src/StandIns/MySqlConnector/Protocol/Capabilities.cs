namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>What either side can do; the names are the protocol's, without <c>CLIENT_</c>.</summary>
[Flags]
internal enum Capabilities : uint
{
    None = 0,
    LongPassword = 1 << 0,
    FoundRows = 1 << 1,
    LongFlag = 1 << 2,
    ConnectWithDb = 1 << 3,
    Protocol41 = 1 << 9,
    Ssl = 1 << 11,
    Transactions = 1 << 13,
    SecureConnection = 1 << 15,
    MultiResults = 1 << 17,
    PreparedMultiResults = 1 << 18,
    PluginAuth = 1 << 19,
    PluginAuthLengthEncodedData = 1 << 21,
    DeprecateEof = 1 << 24,

    /// <summary>All that this client makes use of. Without MULTI_STATEMENTS the server takes one statement at a time, whatever the text.</summary>
    Ours = LongPassword | FoundRows | LongFlag | ConnectWithDb | Protocol41 | Transactions | SecureConnection | MultiResults
        | PreparedMultiResults | PluginAuth | PluginAuthLengthEncodedData | DeprecateEof,
}
