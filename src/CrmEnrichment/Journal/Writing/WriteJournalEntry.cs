using System.Text.Json;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Customers;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Writes the entry of one interaction into each CRM when it is due, and brings it up to date when more is known.</summary>
public sealed partial class WriteJournalEntry(
    KnownInteractions interactions,
    EntryStates states,
    CrmJournals journals,
    CustomerDirectory directory,
    ActiveInteractionStore active,
    IEnumerable<IPlatformNames> names,
    PhoneNumberReader numbers,
    Owners owners,
    Contacts contacts,
    LateRecordings recordings,
    [FromKeyedServices(JournalQueue.Key)] IWorkQueue queue,
    JournalOptions options,
    Metrics metrics,
    TimeProvider time,
    ILogger<WriteJournalEntry> log) : IEventHandler<JournalWork>
{
    /// <summary>Until the next look at an entry that another process is writing.</summary>
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_longestRun = TimeSpan.FromMinutes(1);

    public string Name => nameof(WriteJournalEntry);

    public EventReading<JournalWork> Read(JsonElement payload) => JournalWork.Read(payload);

    public async Task<Outcome> HandleAsync(JournalWork e, CancellationToken ct)
    {
        if (await interactions.FindAsync(e.Origin, e.InteractionId, ct) is not { } known)
        {
            return JournalOutcome.Forgotten;
        }

        if (EntrySchedule.DueAt(known, options) - time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            await queue.SendAsync(e.Message(wait), ct);
            return JournalOutcome.Waiting;
        }

        var lease = states.LeaseOf(e, Guid.CreateVersion7(time.GetUtcNow()).ToString());
        if (!await lease.TakeAsync(Deadline.AtMost(s_longestRun), ct))
        {
            await queue.SendAsync(e.Message(s_busy), ct);
            return JournalOutcome.Waiting;
        }

        try
        {
            // Again: what the last holder of the lease has not seen is seen here.
            var latest = await recordings.AddAsync(await interactions.FindAsync(e.Origin, e.InteractionId, ct) ?? known, ct);
            if (recordings.NextLook(latest) is { } pause)
            {
                await queue.SendAsync(e.Message(pause), ct);
            }

            return await WriteAsync(e, latest, ct);
        }
        finally
        {
            if (await lease.GiveBackAsync() is { } reason)
            {
                NotGivenBack(log, reason);
            }
        }
    }

    private async Task<Outcome> WriteAsync(JournalWork work, KnownInteraction known, CancellationToken ct)
    {
        var facts = await new EntryBuilder(names.FirstOrDefault(one => one.Knows(known.Origin)), numbers, options).BuildAsync(known, ct);
        var state = await states.LoadAsync(work, ct);
        if (options.Exclude.Hold(facts.Entry.CustomerNumber, facts.Queues))
        {
            await SaveToldAsync(work, known, state, ct);
            return JournalOutcome.NotLogged("excluded by Journal__Exclude");
        }

        var customers = await CustomerOfInteraction.FindAsync(known, active, directory, numbers, options, ct);
        var (failures, logged) = (new List<UpstreamException>(), 0);
        foreach (var crm in journals.All)
        {
            var isNew = state.Of(crm.Name).Id is null;
            try
            {
                logged += await new CrmRun(crm, facts, customers, options, owners, contacts, log).RunAsync(state.Of(crm.Name), SaveAsync, ct) ? 1 : 0;
            }
            catch (UpstreamException failure)
            {
                failures.Add(failure);
            }

            if (isNew && state.Of(crm.Name).Id is not null && known.EndSeenAt is { } ended)
            {
                metrics.Time(MetricNames.JournalLatency, time.GetUtcNow() - ended, "Crm", crm.Name);
            }

            async Task SaveAsync(CrmEntry entry)
            {
                state = state.With(crm.Name, entry);
                await states.SaveAsync(work, state, ct);
            }
        }

        if (failures.Count > 0)
        {
            return new Outcome.Failed(Failure.OfSources(failures));
        }

        await SaveToldAsync(work, known, state, ct);
        return logged > 0
            ? JournalOutcome.Logged
            : JournalOutcome.NotLogged("no source knows the caller, and Journal__UnknownCaller keeps no entry for that");
    }

    /// <summary>What reconciliation goes by: whatever is known beyond this has not reached the CRMs.</summary>
    private async Task SaveToldAsync(JournalWork work, KnownInteraction known, EntryState state, CancellationToken ct)
    {
        if (!string.Equals(state.Told, known.Version, StringComparison.Ordinal))
        {
            await states.SaveAsync(work, state with { Told = known.Version }, ct);
        }
    }

    [LoggerMessage(704, LogLevel.Warning, "Lease of a journal entry not given back; it runs out by itself: {Reason}")]
    private static partial void NotGivenBack(ILogger log, string reason);
}
