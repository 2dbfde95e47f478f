namespace MySqlConnector;

/// <summary>Prepares a session before its connection is handed out.</summary>
public delegate ValueTask MySqlConnectionOpenedCallback(MySqlConnectionOpenedContext context, CancellationToken cancellationToken);
