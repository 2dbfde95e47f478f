using System.Data.Common;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Results;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>The command that runs a prepared statement.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_execute.html"/>.</remarks>
internal static class Execution
{
    /// <exception cref="MySqlException">The statement names a parameter that nobody gave a value for.</exception>
    public static PacketWriter Command(PreparedStatement statement, MySqlParameterCollection parameters)
    {
        var command = Exchange.Command(CommandKind.StatementExecute)
            .UInt32(statement.Id)
            .Byte(0) // no cursor: rows come at once
            .UInt32(1);
        if (statement.Parameters.Count == 0)
        {
            return command;
        }

        var values = statement.Parameters.Select(name => Value(parameters, name)).ToList();
        var nulls = new byte[(values.Count + 7) / 8];
        for (var i = 0; i < values.Count; i++)
        {
            nulls[i / 8] |= values[i] is null ? (byte)(1 << (i % 8)) : (byte)0;
        }

        command.Bytes(nulls).Byte(1); // the types follow
        values.ForEach(value => command.UInt16(ParameterValue.TypeOf(value)));
        values.FindAll(value => value is not null).ForEach(value => ParameterValue.Write(command, value!));
        return command;
    }

    private static object? Value(MySqlParameterCollection parameters, string name)
    {
        var index = parameters.IndexOf(name);
        return index < 0
            ? throw new MySqlException($"Parameter '{name}' must be defined.")
            : ((DbParameter)parameters[index]!).Value is { } value and not DBNull ? value : null;
    }
}
