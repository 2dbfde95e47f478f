using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.ColdStart;

/// <summary>Does all <see cref="WarmUpStep"/>s side by side before the first event, so that it does not wait for them.</summary>
/// <remarks>It never fails a start. What fails or is late is logged, and the first event does it itself, as without a warm-up.</remarks>
public sealed partial class WarmUp(IEnumerable<WarmUpStep> steps, UpstreamClients clients, ProcessStart start, TimeProvider time, ILogger<WarmUp> log)
{
    /// <summary>How long a start waits for it. Lambda's init and a restore may each take ten seconds in all.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Code alone: before a snapshot, and for functions whose caller does not wait.</summary>
    public Task LoadAsync() => RunAsync(steps.Where(step => step.Kind is WarmUpKind.Code));

    /// <summary>Code, secrets, tokens and connections.</summary>
    public Task LoadAndConnectAsync() => RunToTheEndAsync(steps.Concat(Connections));

    /// <summary>After a restore from a snapshot: what the snapshot holds of credentials may be days old, and every restored environment holds it.</summary>
    public void Forget() => clients.ForgetCredentials();

    /// <summary>After a restore, for a function whose caller waits.</summary>
    public Task ConnectAnewAsync()
    {
        Forget();
        return RunToTheEndAsync(steps.Where(step => step.Kind is WarmUpKind.Connections).Concat(Connections));
    }

    private IEnumerable<WarmUpStep> Connections => clients.Connections.Select(system => new WarmUpStep(system.Name, WarmUpKind.Connections, system.ConnectAsync));

    private async Task RunToTheEndAsync(IEnumerable<WarmUpStep> all)
    {
        if (await RunAsync(all))
        {
            start.End();
        }
    }

    /// <returns>Whether every step has succeeded.</returns>
    private async Task<bool> RunAsync(IEnumerable<WarmUpStep> all)
    {
        var started = time.GetTimestamp();
        using var limit = TimeLimit.StartOwn(Longest, time);
        var done = await Task.WhenAll(all.ToList().Select(step => TryAsync(step, limit)));
        Done(log, (long)time.GetElapsedTime(started).TotalMilliseconds, done.Count(isDone => isDone), done.Length);
        return done.All(isDone => isDone);
    }

    private async Task<bool> TryAsync(WarmUpStep step, TimeLimit limit)
    {
        try
        {
            // Elsewhere: code that is compiled keeps its thread.
            await limit.RunAsync(ct => Task.Run(() => step.RunAsync(ct), ct));
            return true;
        }
        catch (UpstreamException e)
        {
            NotReady(log, step.Name, e.Message);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            NotReady(log, step.Name, $"It was not ready within {limit.Length.TotalMilliseconds:0} ms.");
        }
        catch (Exception e)
        {
            // A catch-all, because no event is here to be kept: the first one meets the same trouble under the boundary. The message may quote what was read.
            NotReady(log, step.Name, $"{e.GetType().Name}.");
        }

        return false;
    }

    [LoggerMessage(900, LogLevel.Information, "Warm-up took {Milliseconds} ms; {Done} of {All} steps done")]
    private static partial void Done(ILogger log, long milliseconds, int done, int all);

    [LoggerMessage(901, LogLevel.Warning, "Warm-up without {Step}; the first event does it itself. {Reason}")]
    private static partial void NotReady(ILogger log, string step, string reason);
}
