using System.Collections.Concurrent;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Makes the requests at every boundary fail, as the front has it, and counts the strikes.</summary>
internal sealed class Weather(EmbeddedCloud cloud, CampaignCrm crm, CampaignSettings settings, Reaper reaper, CancellationToken ct)
{
    private readonly ConcurrentDictionary<(Boundary At, string Kind), int> _strikes = new();
    private readonly ConcurrentDictionary<Boundary, int> _asked = new();
    private readonly Lock _within = new();
    private readonly Random _dice = settings.Dice(200);
    private volatile Front? _front;

    public IReadOnlyDictionary<(Boundary At, string Kind), int> Strikes => _strikes;

    /// <summary>How many requests came to a boundary while it stormed.</summary>
    public int Asked(Boundary at) => _asked.GetValueOrDefault(at);

    public void Begin(Front front)
    {
        _front = front;

        // Tokens and keys change, or nobody would ask for them after the first minute.
        cloud.Genesys.RevokeTokens();
        cloud.RotateGenesysClient("client", $"secret-{Guid.NewGuid():N}");
        crm.ChangeCredentials();
    }

    public void Gather()
    {
        var hang = Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct));
        foreach (var boundary in Enum.GetValues<Boundary>())
        {
            var script = boundary switch
            {
                Boundary.Crm => crm.Faults,
                Boundary.Genesys or Boundary.Login => cloud.Genesys.Faults,
                _ => cloud.AwsFaults,
            };
            script.Always(r => Boundaries.Of(r) == boundary && Ambushed(boundary), Fault.ConnectionReset);
            IReadOnlyList<FaultKind> kinds = boundary is Boundary.Crm ? [.. FaultKind.At(boundary, hang), .. crm.Kinds] : FaultKind.At(boundary, hang);
            var sum = kinds.Sum(kind => kind.Weight);
            var dice = settings.Dice(100 + (int)boundary);
            foreach (var kind in kinds)
            {
                script.Always(r => Boundaries.Of(r) == boundary && Hits(r, boundary, kind, sum, dice), kind.Fault);
            }
        }

        crm.Break(WithinTheCrm);
    }

    public void End()
    {
        crm.Faults.Clear();
        crm.Mend();
        cloud.Genesys.Faults.Clear();
        cloud.AwsFaults.Clear();
    }

    /// <summary>The first line of the script, so that it sees every request.</summary>
    private bool Ambushed(Boundary boundary)
    {
        _asked.AddOrUpdate(boundary, 1, (_, count) => count + 1);
        return reaper.Notice(boundary);
    }

    /// <summary>Rarer than the faults on the way: it stands beside all of them.</summary>
    private bool WithinTheCrm(string kind)
    {
        lock (_within)
        {
            if (_dice.NextDouble() >= (_front?.Severity(Boundary.Crm) ?? 0) * 0.3)
            {
                return false;
            }
        }

        _strikes.AddOrUpdate((Boundary.Crm, kind), 1, (_, count) => count + 1);
        return true;
    }

    /// <summary>The script asks under its lock, so that the dice need none.</summary>
    private bool Hits(RecordedRequest request, Boundary boundary, FaultKind kind, double sum, Random dice)
    {
        // The documented answer to a PATCH is an empty 202, or a 200 that says nothing new: its body is not read, and garbage in it is no
        // failure. As a fault it would be a proxy that claims success, which no client can see through.
        if (request.Method is "PATCH" && kind.Fault == Fault.GarbageBody)
        {
            return false;
        }

        // Each kind is thrown for in turn; so the chances of all of them together come to the severity.
        var chance = 1 - Math.Pow(1 - (_front?.Severity(boundary) ?? 0), kind.Weight / sum);
        if (dice.NextDouble() >= chance)
        {
            return false;
        }

        _strikes.AddOrUpdate((boundary, kind.Name), 1, (_, count) => count + 1);
        return true;
    }
}
