using CrmEnrichment.Local;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Kills processes as kill -9 does: at any moment, or just when a request arrives at a boundary.</summary>
internal sealed class Reaper(EmbeddedCloud cloud, Random dice)
{
    private readonly Lock _gate = new();
    private Boundary? _ambush;
    private int _kills;

    public int Kills => Volatile.Read(ref _kills);

    public async Task AfterDeliveryAsync(Front front, CancellationToken ct)
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (dice.Next(front.KillEvery) > 0)
            {
                return;
            }

            if (dice.Next(2) == 0)
            {
                _ambush = (Boundary)dice.Next(6);
                return;
            }

            wait = TimeSpan.FromMilliseconds(dice.Next(50));
        }

        await Task.Delay(wait, TimeProvider.System, ct);
        lock (_gate)
        {
            Kill();
        }
    }

    /// <returns>Whether the process was killed for this request, which then gets no answer.</returns>
    public bool Notice(Boundary boundary)
    {
        lock (_gate)
        {
            if (_ambush != boundary)
            {
                return false;
            }

            _ambush = null;
            Kill();

            // Half of the time the request is still carried out.
            return dice.Next(2) == 0;
        }
    }

    public void Rest()
    {
        lock (_gate)
        {
            _ambush = null;
        }
    }

    private void Kill()
    {
        // One replay runs beside several enrichments: it shall die about as often as one of them.
        var alive = cloud.EnrichInteraction.Environments.Concat(cloud.ReplayDeadLetters.Environments).Where(e => e.IsUsable).ToList();
        if (alive.Count == 0)
        {
            return;
        }

        try
        {
            alive[dice.Next(alive.Count)].Kill();
            _kills++;
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the look and the blow.
        }
    }
}
