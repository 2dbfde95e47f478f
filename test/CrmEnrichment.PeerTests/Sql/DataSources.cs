using System.Data.Common;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Short ways to ask one question.</summary>
internal static class DataSources
{
    public static async Task<object?> ScalarAsync(this DbDataSource source, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ScalarAsync(sql, parameters);
    }

    public static async Task<object?> ScalarAsync(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await command.PrepareAsync();
        return await command.ExecuteScalarAsync();
    }

    public static DbCommand Command(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
