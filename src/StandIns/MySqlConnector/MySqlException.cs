using System.Data.Common;

namespace MySqlConnector;

/// <summary>What the server refused, or why it could not be talked to.</summary>
public sealed class MySqlException : DbException
{
    internal MySqlException(string message, Exception? innerException = null)
        : this(MySqlErrorCode.None, null, message, innerException)
    {
    }

    internal MySqlException(MySqlErrorCode errorCode, string message, Exception? innerException = null)
        : this(errorCode, null, message, innerException)
    {
    }

    internal MySqlException(MySqlErrorCode errorCode, string? sqlState, string message, Exception? innerException = null)
        : base(message, innerException) => (ErrorCode, SqlState) = (errorCode, sqlState);

    public int Number => (int)ErrorCode;

    public new MySqlErrorCode ErrorCode { get; }

    public override string? SqlState { get; }

    public override bool IsTransient => ErrorCode
        is MySqlErrorCode.ConnectionCountError
        or MySqlErrorCode.LockDeadlock
        or MySqlErrorCode.LockWaitTimeout
        or MySqlErrorCode.UnableToConnectToHost
        or MySqlErrorCode.XARBDeadlock;
}
