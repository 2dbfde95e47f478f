using System.Diagnostics;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>What fails, and when: a few requests all the time, and in parts of the run a whole system.</summary>
internal sealed class LoadFaults(EmbeddedCloud cloud, int events, Func<int> begun)
{
    private const int KillEvery = 150;

    private const string CrmAway = "CRM away", CrmSlow = "CRM slow", GenesysThrottles = "Genesys throttles", AwsFails = "SQS and DynamoDB fail", Killing = "processes killed";

    /// <summary>Each with the share of the events at which it begins and ends.</summary>
    private static readonly (string Name, double From, double Until)[] s_plan =
        [(CrmAway, 0.15, 0.22), (CrmSlow, 0.35, 0.42), (GenesysThrottles, 0.52, 0.59), (AwsFails, 0.69, 0.76), (Killing, 0.86, 0.93)];

    private readonly Lock _gate = new();
    private readonly Random _dice = new(2);
    private readonly Dictionary<string, int> _strikes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoadPhase> _phases = new(StringComparer.Ordinal);
    private readonly long _started = Stopwatch.GetTimestamp();
    private volatile bool _isOver;
    private int _kills;

    public int Kills => Volatile.Read(ref _kills);

    public IReadOnlyDictionary<string, int> Strikes => _strikes;

    public IReadOnlyList<LoadPhase> Phases => [.. _phases.Values.OrderBy(phase => phase.From)];

    /// <summary>The part that the run has come to; null where nothing special fails.</summary>
    private string? Now
    {
        get
        {
            var share = (double)begun() / events;
            return _isOver ? null : Array.Find(s_plan, part => share >= part.From && share < part.Until).Name;
        }
    }

    /// <param name="written">Is told each conversation whose context Genesys takes. That a look-up failed is not one.</param>
    public void Begin(Action<string> written)
    {
        Strike(cloud.Crm.Faults, "CRM: 503, away", Fault.Answer(503), request => Now is CrmAway);
        Strike(cloud.Crm.Faults, "CRM: 400 ms late", Fault.Late(TimeSpan.FromMilliseconds(400)), request => Now is CrmSlow && Hits(0.5));
        Strike(cloud.Genesys.Faults, "Genesys: 429", Fault.Answer(429, "", ("Retry-After", "1")), request => Now is GenesysThrottles && Hits(0.1));
        Strike(cloud.AwsFaults, "AWS: 500", Fault.Answer(500), request => Now is AwsFails && Hits(0.05));
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
        var (now, at) = (Now, Stopwatch.GetElapsedTime(_started).TotalSeconds);
        if (now is not null)
        {
            lock (_gate)
            {
                _phases[now] = new(now, _phases.TryGetValue(now, out var earlier) ? earlier.From : at, at);
            }
        }

        if (now is Killing && i % KillEvery == 0 && cloud.EnrichInteraction.Environments.FirstOrDefault() is { } process)
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
    public void End() => _isOver = true;

    private void Strike(FaultScript script, string name, Fault fault, Func<RecordedRequest, bool> when) => script.Always(
        request =>
        {
            if (_isOver || !when(request))
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
