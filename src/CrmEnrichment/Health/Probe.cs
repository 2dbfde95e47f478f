using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Health;

/// <summary>Probes one component within its own time limit.</summary>
internal sealed class Probe(Component component, TimeSpan budget, TimeProvider time)
{
    /// <summary>The deadline of requests is a little later than the limit: otherwise two timers race, and a component that hangs is sometimes late and sometimes unavailable.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMilliseconds(250);

    /// <returns>Within the limit, whatever the component does.</returns>
    public async Task<ComponentHealth> RunAsync(CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var result = await AskAsync(ct);
        return new(component.Name, component.Kind, result, time.GetElapsedTime(started));
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A bug in one probe must not hide how the other components are.")]
    private async Task<ProbeResult> AskAsync(CancellationToken ct)
    {
        using var limit = TimeLimit.Start(budget, s_slack, time, ct);
        try
        {
            await limit.RunAsync(component.ProbeAsync);
            return new ProbeResult.Healthy();
        }
        catch (UpstreamException reason)
        {
            return new ProbeResult.Unhealthy(Failure.Of(reason));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return new ProbeResult.Late(limit.Length);
        }
        catch (Exception bug) when (!ct.IsCancellationRequested)
        {
            return new ProbeResult.Unhealthy(Failure.OfBug(bug));
        }
    }
}
