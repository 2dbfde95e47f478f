using System.Text;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>
/// Events of many calls, shuffled and some of them twice, at several processes at once, which die and whose CRM fails. It goes on until most entries are written; then calm, until all work is done.
/// </summary>
internal sealed class JournalStorm(EmbeddedCloud cloud, JournalledCrm crm, IReadOnlyList<CampaignCall> calls, CampaignSettings settings)
{
    private const int Senders = 6;

    /// <summary>Events from one process that is killed to the next.</summary>
    private const int KillEvery = 30;

    /// <summary>Events of calls that are this far apart may overtake each other.</summary>
    private const int Window = 200;

    /// <summary>A little more than the pause after which WriteJournalEntry looks again at an entry that another process is writing.</summary>
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    /// <summary>The storm ends in any case after half of it.</summary>
    private readonly TimeSpan _patience = TimeSpan.FromMinutes(6) + (calls.Count * TimeSpan.FromSeconds(0.5));

    private readonly Random _dice = settings.Dice(use: 11);
    private readonly Lock _gate = new();
    private int _next;

    /// <summary>Processes that were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Writes that the CRM carried out while their sender was killed.</summary>
    public int KilledBetween { get; private set; }

    public int Faults { get; private set; }

    public int Delivered { get; private set; }

    public int Letters { get; private set; }

    public async Task RageAsync(CancellationToken ct)
    {
        var events = Shuffled();
        crm.Faults?.Always(request => Strikes(request), Fault.ConnectionReset);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            while (Interlocked.Increment(ref _next) is var next && next <= events.Count)
            {
                await cloud.LogInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(events[next - 1]), ct);
                lock (_gate)
                {
                    Delivered++;
                    if (Delivered % KillEvery == 0 && !(_dice.Next(2) == 0 && Kill(cloud.WriteJournalEntry)))
                    {
                        Kill(cloud.LogInteraction);
                    }
                }
            }
        }));
    }

    /// <returns>Whether no letter is left, and no work but the looks at interactions from time to time, a quarter of an hour after their first events.</returns>
    public async Task<bool> CalmAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetUtcNow();
        var (calmSince, storms) = (began, true);
        while (TimeProvider.System.GetUtcNow() - began < _patience)
        {
            if (storms)
            {
                storms = await StormsAsync(began);
            }

            if (cloud.DeadLetters.Bodies is { Count: > 0 } letters)
            {
                Letters = Math.Max(Letters, letters.Count);
                await cloud.ReplayDeadLetters.InvokeAsync("""{"rate": 1000, "includePermanent": true}"""u8.ToArray(), ct);
            }
            else if (!storms && cloud.JournalWork.Delayed == cloud.JournalWork.Bodies.Count)
            {
                if (TimeProvider.System.GetUtcNow() - calmSince > s_calm)
                {
                    return true;
                }

                await Task.Delay(s_look, TimeProvider.System, ct);
                continue;
            }

            calmSince = TimeProvider.System.GetUtcNow();
            await Task.Delay(s_look, TimeProvider.System, ct);
        }

        return false;
    }

    /// <summary>Kills once more, or ends the storm: when four of five calls that get an entry have it.</summary>
    private async Task<bool> StormsAsync(DateTimeOffset began)
    {
        var expected = calls.Count(call => call.Customer is not null);
        if ((await crm.ReadAsync()).Entries.Count >= expected * 4 / 5 || TimeProvider.System.GetUtcNow() - began > _patience / 2)
        {
            crm.Faults?.Clear();
            return false;
        }

        lock (_gate)
        {
            // Where no request is seen, chance has to find the moment between the write and its answer.
            if (_dice.Next(crm.Faults is null ? 2 : 10) == 0)
            {
                Kill(cloud.WriteJournalEntry);
            }
        }

        return true;
    }

    private List<string> Shuffled()
    {
        var events = new List<string>();
        foreach (var some in calls.Chunk(Window / 5))
        {
            var window = some.SelectMany(call => call.Events).SelectMany(e => Enumerable.Repeat(e, _dice.Next(4) == 0 ? 2 : 1)).ToArray();
            _dice.Shuffle(window);
            events.AddRange(window);
        }

        return events;
    }

    /// <summary>A write of which the sender never hears: it is carried out all the same. And now and then one that is not.</summary>
    private bool Strikes(RecordedRequest request)
    {
        if (request.Method is "GET")
        {
            return false;
        }

        lock (_gate)
        {
            if (_dice.Next(12) == 0)
            {
                // All of them, for nobody knows which one has sent it.
                KilledBetween += KillAll(cloud.WriteJournalEntry) > 0 ? 1 : 0;
                return false;
            }

            var fails = _dice.Next(10) == 0;
            Faults += fails ? 1 : 0;
            return fails;
        }
    }

    /// <returns>Whether there was one to kill.</returns>
    private bool Kill(Function function)
    {
        if (function.Environments.Where(one => one.IsUsable).ToList() is not { Count: > 0 } alive)
        {
            return false;
        }

        Kill(alive[_dice.Next(alive.Count)]);
        return true;
    }

    private int KillAll(Function function)
    {
        var before = Kills;
        foreach (var environment in function.Environments.Where(one => one.IsUsable))
        {
            Kill(environment);
        }

        return Kills - before;
    }

    private void Kill(ExecutionEnvironment environment)
    {
        try
        {
            environment.Kill();
            Kills++;
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the look and the blow.
        }
    }
}
