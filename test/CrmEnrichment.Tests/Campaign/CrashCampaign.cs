using System.Text;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Genesys;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Delivers everything in a storm, replays in it and after it, and draws up the account.</summary>
internal sealed class CrashCampaign
{
    private const int AtOnce = 4;

    private readonly EmbeddedCloud _cloud;
    private readonly Callers _callers;
    private readonly List<(CampaignEvent Event, string Payload)> _plan;
    private readonly IReadOnlyList<Front> _fronts;

    public CrashCampaign(EmbeddedCloud cloud, CampaignCrm crm, CampaignSettings settings, CancellationToken ct)
    {
        _cloud = cloud;
        _callers = new Callers(crm);
        Settings = settings;
        Events = new EventDeck(_callers, settings.Dice(1)).Deal(settings.Events);
        _plan = DeliveryPlan.Of(Events, settings.Dice(2));
        _fronts = Front.Deal(settings.Dice(3));
        Reaper = new Reaper(cloud, settings.Dice(4));
        Weather = new Weather(cloud, crm, settings, Reaper, ct);
        Replays = new Replays(cloud);
    }

    public CampaignSettings Settings { get; }

    public IReadOnlyList<CampaignEvent> Events { get; }

    public Reaper Reaper { get; }

    public Weather Weather { get; }

    public Replays Replays { get; }

    public IReadOnlyList<Delivered> Deliveries { get; private set; } = [];

    public async Task StormAsync(CancellationToken ct)
    {
        Populate();
        Weather.Gather();
        var over = false;
        var replaying = Task.WhenAll(Replays.WhileAsync(() => !Volatile.Read(ref over), ct), Replays.HealWhileAsync(() => !Volatile.Read(ref over), ct));
        try
        {
            var delivered = new Delivered[_plan.Count];
            var next = 0;
            foreach (var (place, front) in _fronts.Index())
            {
                Weather.Begin(front);
                var last = place == _fronts.Count - 1 ? _plan.Count : Math.Min(_plan.Count, next + (int)Math.Ceiling(front.Share * _plan.Count));
                await Parallel.ForAsync(next, last, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) =>
                {
                    var (sent, payload) = _plan[i];
                    var killing = Reaper.AfterDeliveryAsync(front, stop);
                    delivered[i] = new Delivered(sent, payload, await _cloud.EnrichInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(payload), stop));
                    await killing;
                });
                next = last;
            }

            Deliveries = delivered;
        }
        finally
        {
            Volatile.Write(ref over, true);
            Reaper.Rest();
            Weather.End();
            await replaying;
        }
    }

    /// <summary>All is well again: what time alone can mend is replayed.</summary>
    public Task<bool> ReplayAsync(CancellationToken ct) =>
        Replays.UntilAsync(Replays.Request, bodies => !bodies.Select(Kept.Read).Any(letter => letter.IsRetryable), ct);

    /// <summary>A person has put right what was forbidden and rejected.</summary>
    public Task<bool> ReplayPermanentAsync(CancellationToken ct) =>
        Replays.UntilAsync("""{"rate": 1000, "includePermanent": true}""", bodies => bodies.Select(Kept.Read).All(letter => letter is { IsRetryable: false, Reason: "InvalidEvent" }), ct);

    private void Populate()
    {
        // A token's 300 a minute would be used up in seconds; the limit has tests of its own.
        _cloud.Genesys.RateLimit = int.MaxValue;
        _callers.PutIntoTheCrm();
        foreach (var hostile in HostileLetters.All)
        {
            _cloud.DeadLetters.Send(hostile);
        }

        foreach (var write in Events.Select(e => e.Write).OfType<ContextWrite>().Where(w => w.Participant is not null))
        {
            _cloud.Genesys.Conversations[write.Conversation].With(new Participant(write.Participant!, "customer"));
        }
    }
}
