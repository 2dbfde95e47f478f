namespace MySqlConnector;

/// <summary>How a connection came to be open.</summary>
[Flags]
public enum MySqlConnectionOpenedConditions
{
    None = 0,

    /// <summary>A new connection to the server.</summary>
    New = 1,

    /// <summary>One out of the pool, its session reset.</summary>
    Reset = 2,
}
