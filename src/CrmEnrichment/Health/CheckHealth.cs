using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Health;

/// <summary>Probes every component at the same time. Reports each in the answer and in metrics, and the unhealthy ones in the log.</summary>
public sealed class CheckHealth(
    IEnumerable<Component> components, HealthOptions options, UpstreamClients clients, Metrics metrics, TimeProvider time, ILogger<CheckHealth> logger)
{
    /// <summary>Of the invocation's time; the rest is for the answer.</summary>
    private const double Share = 0.9;

    /// <param name="invocation">The request id, for the log.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation: no probe takes longer, whatever is configured.</param>
    /// <param name="ct">Ends the check without an answer.</param>
    public async Task<IReadOnlyList<ComponentHealth>> RunAsync(string invocation, TimeSpan timeLeft, CancellationToken ct)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = invocation });

        // Each check signs in again. A token, key or connection from before would hide a secret that is wrong by now, and a cool-down from before
        // would go on while the secret has been corrected.
        clients.ForgetCredentials();
        var configured = TimeSpan.FromMilliseconds(options.DeadlineMs);
        var budget = configured < timeLeft * Share ? configured : timeLeft * Share;
        var checks = await Task.WhenAll(components.Select(component => new Probe(component, budget, time).RunAsync(ct)));
        foreach (var check in checks)
        {
            Tell(check);
        }

        return checks;
    }

    private void Tell(ComponentHealth check)
    {
        metrics.Flag(MetricNames.ComponentHealthy, check.IsHealthy, "Component", check.Name);
        metrics.Time(MetricNames.ProbeLatency, check.Took, "Component", check.Name);
        switch (check.Result)
        {
            case ProbeResult.Unhealthy { Failure: var failure, Message: var message }:
                logger.NotWell(check.Name, $"{failure.Reason}", message);
                break;
            case ProbeResult.Late late:
                logger.NotWell(check.Name, late.Name, late.Message);
                break;
        }
    }
}
