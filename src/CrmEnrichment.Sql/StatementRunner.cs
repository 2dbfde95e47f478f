using System.Data.Common;
using CrmEnrichment.Crm;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Sql.Engines;

namespace CrmEnrichment.Sql;

/// <summary>Runs statements that may be repeated: reads, and writes that do nothing the second time.</summary>
internal sealed class StatementRunner(CrmSourceOptions options, Database database, IEngine engine, UpstreamClients clients)
{
    /// <summary>Signing in waits a little longer than the attempt, or which of the two is reported would be a race of two timers.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMilliseconds(250);

    /// <param name="statement">The text.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="read">Reads the rows, or how many were changed.</param>
    /// <param name="otherwise">What a refusal means where that is no failure; null for a failure.</param>
    /// <param name="ct">The caller's.</param>
    public async Task<T> RunAsync<T>(
        string statement, IReadOnlyList<(string Name, string? Value)> values, Func<DbDataReader, CancellationToken, Task<T>> read, Func<Refusal, T?> otherwise, CancellationToken ct)
        where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AttemptAsync(statement, values, read, otherwise, ct);
            }
            catch (UpstreamException e) when (e.Fault is UpstreamFault.Unavailable && WaitAfter(attempt) is { } wait)
            {
                SqlLog.Retrying(clients.Log, e.Message, attempt + 1, (long)wait.TotalMilliseconds);
                clients.Metrics.Count(MetricNames.Retries, "Upstream", options.Name);
                await Task.Delay(wait, clients.Time, ct);
            }
        }
    }

    private TimeSpan? WaitAfter(int attempt) =>
        RetryRule.Wait(new AttemptFailure("no answer", ActedUpon: true), repeatable: true, attempt, Deadline.Left, clients.Options, clients.Random);

    private async Task<T> AttemptAsync<T>(
        string statement, IReadOnlyList<(string Name, string? Value)> values, Func<DbDataReader, CancellationToken, Task<T>> read, Func<Refusal, T?> otherwise, CancellationToken ct)
        where T : class
    {
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(options.TimeoutMs), s_slack, clients.Time, ct);
        if (limit.Length == TimeSpan.Zero)
        {
            throw new Refusal(UpstreamFault.Unavailable, "not sent: no time left").Exception(options);
        }

        try
        {
            // RunAsync: the caller does not wait while the driver tells the server to stop.
            return await limit.RunAsync(token => QueryAsync(statement, values, read, token));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw new Refusal(UpstreamFault.Unavailable, $"no answer within {limit.Length.TotalMilliseconds:0} ms").Exception(options);
        }
        catch (Exception e) when (engine.Read(e) is { } refusal)
        {
            return otherwise(refusal) ?? throw refusal.Exception(options);
        }
    }

    private async Task<T> QueryAsync<T>(string statement, IReadOnlyList<(string Name, string? Value)> values, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in values)
        {
            engine.Bind(command, name, value);
        }

        if (engine.MustPrepare)
        {
            await command.PrepareAsync(ct);
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        return await read(rows, ct);
    }
}
