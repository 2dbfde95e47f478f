namespace MySqlConnector;

/// <summary>What a <see cref="MySqlConnectionOpenedCallback"/> is told.</summary>
public sealed class MySqlConnectionOpenedContext
{
    internal MySqlConnectionOpenedContext(MySqlConnection connection, MySqlConnectionOpenedConditions conditions) =>
        (Connection, Conditions) = (connection, conditions);

    public MySqlConnection Connection { get; }

    public MySqlConnectionOpenedConditions Conditions { get; }
}
