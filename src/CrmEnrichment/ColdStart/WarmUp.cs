using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.ColdStart;

/// <summary>Does all <see cref="WarmUpStep"/>s side by side before the first event, and begins to sign in where that is needed later, so that it does not wait for them.</summary>
/// <remarks>It never fails a start. What fails or is late is logged, and the first event does it itself, as without a warm-up.</remarks>
public sealed partial class WarmUp(IEnumerable<WarmUpStep> steps, UpstreamClients clients, ProcessStart start, TimeProvider time, ILogger<WarmUp> log)
{
    /// <summary>How long a start waits for it. Lambda's init and a restore may each take ten seconds in all.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>When all has ended that was begun: for <see cref="ProcessStart"/>, and for tests. It never fails.</summary>
    internal Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Code alone: before a snapshot, and for functions whose caller does not wait.</summary>
    public Task LoadAsync() => RunAsync([.. steps.Where(step => step.Kind is WarmUpKind.Code)], []);

    /// <summary>Code, secrets, tokens and connections.</summary>
    public Task LoadAndConnectAsync() => ConnectAsync(steps);

    /// <summary>After a restore from a snapshot: what the snapshot holds of credentials may be days old, and every restored environment holds it.</summary>
    public void Forget() => clients.ForgetCredentials();

    /// <summary>After a restore, for a function whose caller waits.</summary>
    public Task ConnectAnewAsync()
    {
        Forget();
        return ConnectAsync(steps.Where(step => step.Kind is WarmUpKind.Connections));
    }

    private async Task ConnectAsync(IEnumerable<WarmUpStep> own)
    {
        var systems = clients.Connections.ToLookup(system => system.IsCalledLater, system => new WarmUpStep(system.Name, WarmUpKind.Connections, system.ConnectAsync));
        Ended = EndStartAsync(await RunAsync([.. systems[false], .. own], [.. systems[true]]));
    }

    private async Task EndStartAsync(IReadOnlyList<Task<bool>> begun)
    {
        if ((await Task.WhenAll(begun)).All(isDone => isDone))
        {
            start.End();
        }
    }

    /// <param name="awaited">What the first event needs at once.</param>
    /// <param name="begun">
    /// What it needs later, and waits for then if it must. If no event waits, Lambda freezes the process for any time, and a request under way may be lost:
    /// <see cref="Http.Credentials.SingleFlight{T}"/> then begins anew for the event.
    /// </param>
    /// <returns>Whether each has succeeded, of all.</returns>
    private async Task<IReadOnlyList<Task<bool>>> RunAsync(IReadOnlyList<WarmUpStep> awaited, IReadOnlyList<WarmUpStep> begun)
    {
        var started = time.GetTimestamp();
        var later = begun.Select(TryAsync).ToList();
        var now = awaited.Select(TryAsync).ToList();
        var done = await Task.WhenAll(now);
        Done(log, (long)time.GetElapsedTime(started).TotalMilliseconds, done.Count(isDone => isDone), done.Length, later.Count);
        return [.. now, .. later];
    }

    /// <returns>Whether it has succeeded.</returns>
    private async Task<bool> TryAsync(WarmUpStep step)
    {
        using var limit = TimeLimit.StartOwn(Longest, time);
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

    [LoggerMessage(900, LogLevel.Information, "Warm-up took {Milliseconds} ms; {Done} of {All} steps done, {Begun} more begun")]
    private static partial void Done(ILogger log, long milliseconds, int done, int all, int begun);

    [LoggerMessage(901, LogLevel.Warning, "Warm-up without {Step}; the first event does it itself. {Reason}")]
    private static partial void NotReady(ILogger log, string step, string reason);
}
