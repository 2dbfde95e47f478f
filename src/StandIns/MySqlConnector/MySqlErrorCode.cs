namespace MySqlConnector;

/// <summary>The server's numbers, as far as a caller tells them apart; others are cast from the number.</summary>
public enum MySqlErrorCode
{
    /// <summary><see cref="System.Data.Common.DbCommand.CommandTimeout"/> has passed.</summary>
    CommandTimeoutExpired = -1,
    None = 0,
    ConnectionCountError = 1040,
    UnableToConnectToHost = 1042,
    HandshakeError = 1043,
    DatabaseAccessDenied = 1044,
    AccessDenied = 1045,
    UnknownDatabase = 1049,
    ServerShutdown = 1053,
    HostIsBlocked = 1129,
    HostNotPrivileged = 1130,
    TableAccessDenied = 1142,
    ColumnAccessDenied = 1143,
    TooManyUserConnections = 1203,
    LockWaitTimeout = 1205,
    LockDeadlock = 1213,
    UserLimitReached = 1226,
    SpecifiedAccessDeniedError = 1227,
    QueryInterrupted = 1317,
    XARBDeadlock = 1614,
    QueryTimeout = 3024,
}
