namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>ADO.NET has many members that have to be there; what this stand-in leaves out says so.</summary>
internal static class OnlyAsynchronous
{
    /// <returns>The exception to throw.</returns>
    public static NotSupportedException Call(string member) => new($"This stand-in for MySqlConnector has no blocking calls: await {member}.");

    /// <returns>The exception to throw.</returns>
    public static NotSupportedException Unsupported(string what) => new($"This stand-in for MySqlConnector leaves this out. {what}");
}
