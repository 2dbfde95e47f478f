using System.Diagnostics;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>What fails, and when: a few requests all the time, and in parts of the run a whole system.</summary>
internal sealed class LoadFaults(EmbeddedCloud cloud, int events, Func<int> begun)
{
    private const int KillEvery = 150;

    private readonly Lock _gate = new();
    private readonly Random _dice = new(2);
    private readonly Dictionary<string, int> _strikes = new(StringComparer.Ordinal);
    private readonly Dictionary<Phase, (double From, double Until)> _seen = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _kills;

    /// <summary>Each with its share of the events: from, and until.</summary>
    private enum Phase
    {
        Fair,
        CrmAway,
        CrmSlow,
        GenesysThrottles,
        AwsFails,
        Kills,
    }

    public int Kills => Volatile.Read(ref _kills);

    public IReadOnlyDictionary<string, int> Strikes => _strikes;

    public IReadOnlyList<LoadPhase> Phases => [.. _seen.Where(seen => seen.Key is not Phase.Fair).OrderBy(seen => seen.Value.From).Select(seen => new LoadPhase(NameOf(seen.Key), seen.Value.From, seen.Value.Until))];

    /// <param name="written">Is told each conversation whose context Genesys takes. That a look-up failed is not one.</param>
    public void Begin(Action<string> written)
    {
        Strike(cloud.Crm.Faults, "CRM: 503, away", Fault.Answer(503), request => Now is Phase.CrmAway);
        Strike(cloud.Crm.Faults, "CRM: 400 ms late", Fault.Late(TimeSpan.FromMilliseconds(400)), request => Now is Phase.CrmSlow && Hits(0.5));
        Strike(cloud.Genesys.Faults, "Genesys: 429", Fault.Answer(429, "", ("Retry-After", "1")), request => Now is Phase.GenesysThrottles && Hits(0.1));
        Strike(cloud.AwsFaults, "AWS: 500", Fault.Answer(500), request => Now is Phase.AwsFails && Hits(0.05));
        foreach (var (system, script) in new[] { ("CRM", cloud.Crm.Faults), ("Genesys", cloud.Genesys.Faults) })
        {
            Strike(script, $"{system}: 503", Fault.Answer(503), _ => Hits(0.002));
            Strike(script, $"{system}: reset", Fault.ConnectionReset, _ => Hits(0.002));
            Strike(script, $"{system}: half a body", Fault.HalfABody, request => request.Method is "GET" && Hits(0.002));
        }

        // The last line: a request that comes so far is answered as usual.
        cloud.Genesys.Faults.Always(
            request =>
            {
                if (request.Method is "PATCH" && request.Path.Split('/') is ["", "api", "v2", "conversations", var conversation, ..] && !request.Body.Contains("\"crm.lookupStatus\":\"Failed\"", StringComparison.Ordinal))
                {
                    written(conversation);
                }

                return false;
            },
            Fault.ConnectionReset);
    }

    public void Advance(int i)
    {
        var at = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        lock (_gate)
        {
            _seen[Now] = _seen.TryGetValue(Now, out var seen) ? (seen.From, at) : (at, at);
        }

        if (Now is Phase.Kills && i % KillEvery == 0 && cloud.EnrichInteraction.Environments.FirstOrDefault() is { } process)
        {
            try
            {
                process.Kill();
                Interlocked.Increment(ref _kills);
            }
            catch (InvalidOperationException)
            {
                // It has ended since it was listed.
            }
        }
    }

    /// <summary>All is well again. Only the last line stays.</summary>
    public void End() => Ended = true;

    private bool Ended { get; set; }

    private Phase Now => Ended ? Phase.Fair : ((double)begun() / events) switch
    {
        >= 0.15 and < 0.22 => Phase.CrmAway,
        >= 0.35 and < 0.42 => Phase.CrmSlow,
        >= 0.52 and < 0.59 => Phase.GenesysThrottles,
        >= 0.69 and < 0.76 => Phase.AwsFails,
        >= 0.86 and < 0.93 => Phase.Kills,
        _ => Phase.Fair,
    };

    private static string NameOf(Phase phase) => phase switch
    {
        Phase.CrmAway => "CRM away",
        Phase.CrmSlow => "CRM slow",
        Phase.GenesysThrottles => "Genesys throttles",
        Phase.AwsFails => "SQS and DynamoDB fail",
        Phase.Kills => "processes killed",
        _ => "",
    };

    private void Strike(FaultScript script, string name, Fault fault, Func<RecordedRequest, bool> when) => script.Always(
        request =>
        {
            if (Ended || !when(request))
            {
                return false;
            }

            lock (_gate)
            {
                _strikes[name] = _strikes.GetValueOrDefault(name) + 1;
            }

            return true;
        },
        fault);

    private bool Hits(double chance)
    {
        lock (_gate)
        {
            return _dice.NextDouble() < chance;
        }
    }
}
