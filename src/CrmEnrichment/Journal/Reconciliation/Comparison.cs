using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Journal.Writing;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>Compares one interaction of the platform's history with the journal, and gives what is not in order to the journal, by the way that events take.</summary>
public sealed partial class Comparison(
    IInteractionHistory history,
    KnownInteractions interactions,
    EntryStates states,
    CrmJournals journals,
    PhoneNumberReader numbers,
    [FromKeyedServices(JournalQueue.Key)] IWorkQueue queue,
    JournalOptions options,
    TimeProvider time,
    ILogger<Comparison> log)
{
    /// <param name="past">From the history.</param>
    /// <param name="fix">Whether to repair it.</param>
    /// <param name="unread">CRMs that are not asked for their entries any more.</param>
    /// <param name="ct">Ends the calls.</param>
    /// <returns>And a finding, where somebody may want to know of it.</returns>
    /// <exception cref="UpstreamException">The state store or the queue did not answer.</exception>
    internal async Task<(FindingKind Kind, Finding? Finding)> CompareAsync(PastInteraction past, bool fix, UnreadCrms unread, CancellationToken ct)
    {
        if (past.EndedAt is not { } ended || time.GetUtcNow() - ended < options.Reconcile.After)
        {
            return (FindingKind.Waiting, null);
        }

        if (!past.HasCustomer)
        {
            return (FindingKind.NoCustomer, null);
        }

        var records = await LoadAsync(past, ct);
        var record = records.FirstOrDefault(one => one.Known is not null) ?? records[0];
        var (kind, crms) = Judge(record);
        if (kind is FindingKind.InOrder)
        {
            (kind, crms) = Twice(records) is { Count: > 0 } twice ? (FindingKind.Duplicate, twice)
                : await GoneAsync(record, unread, ct) is { Count: > 0 } gone ? (FindingKind.Gone, gone)
                : (kind, crms);
        }

        if (kind is FindingKind.InOrder or FindingKind.ByPolicy or FindingKind.Waiting)
        {
            return (kind, null);
        }

        // A second entry, or one that a person deleted, is for a person to judge.
        var isFixed = fix && kind is (FindingKind.Missing or FindingKind.Unfinished);
        if (isFixed)
        {
            await FixAsync(record, ct);
        }

        return (kind, new()
        {
            Origin = record.Work.Origin,
            InteractionId = past.Id,
            Kind = kind,
            StartedAt = past.StartedAt,
            EndedAt = ended,
            Crms = crms,
            Lacks = record.Gap,
            IsFixed = isFixed,
        });
    }

    /// <returns>What the journal has under each name of the platform's, the usual one first.</returns>
    private async Task<IReadOnlyList<JournalRecord>> LoadAsync(PastInteraction past, CancellationToken ct)
    {
        var records = new List<JournalRecord>();
        foreach (var origin in history.Origins)
        {
            var work = new JournalWork(origin, past.Id);
            var known = await interactions.FindAsync(origin, past.Id, ct);
            if (records.Count == 0 || known is not null)
            {
                // The second dialect knows an agent by their id only: a second part of theirs would count its talk time twice.
                var events = records.Count == 0 ? past.Events : [.. past.Events.Select(e => e with { Origin = origin, AgentSession = e.AgentId ?? e.AgentSession })];
                records.Add(JournalRecord.Of(work, known, known is null ? EntryState.Nothing : await states.LoadAsync(work, ct), events, time.GetUtcNow()));
            }
        }

        return records;
    }

    private (FindingKind Kind, IReadOnlyList<string> Crms) Judge(JournalRecord record)
    {
        string[] without = [.. Names.Where(crm => record.State.Of(crm).Id is null)], with = [.. Names.Except(without, StringComparer.Ordinal)];
        if (record.Known is not { } known)
        {
            return IsExcluded(record.Told) ? (FindingKind.ByPolicy, []) : (FindingKind.Missing, without);
        }

        var isBehind = !string.Equals(record.State.Told, known.Version, StringComparison.Ordinal);
        return (isBehind, record.Gap.Count) switch
        {
            (false, 0) => (with.Length > 0 ? FindingKind.InOrder : FindingKind.ByPolicy, []),
            (true, 0) when EntrySchedule.DueAt(known, options) > time.GetUtcNow() => (FindingKind.Waiting, []),

            // Why the others have none is not known before they are looked at again.
            (true, _) when without.Length > 0 => (FindingKind.Missing, without),
            (_, _) when with.Length > 0 => (FindingKind.Unfinished, with),

            // Nobody knew the caller, which may be because nobody knew the number.
            _ => record.Gap.Contains("number", StringComparer.Ordinal) ? (FindingKind.Missing, without) : (FindingKind.ByPolicy, []),
        };
    }

    /// <summary>By what the history says; names of queues are asked for when the entry is written.</summary>
    private bool IsExcluded(KnownInteraction told) => options.Exclude.Hold(
        told.Phone is { } phone ? numbers.Read(phone.Text).Phone?.E164 : null,
        told.Parts.Select(part => part.QueueId?.Text).OfType<string>());

    private IReadOnlyList<string> Twice(IReadOnlyList<JournalRecord> records) =>
        [.. Names.Where(crm => records.Select(record => record.State.Of(crm)).Where(entry => entry is { Id: not null, IsDeleted: false }).Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() > 1)];

    private async Task<IReadOnlyList<string>> GoneAsync(JournalRecord record, UnreadCrms unread, CancellationToken ct)
    {
        var gone = new List<string>();
        foreach (var crm in journals.All.Where(crm => options.Reconcile.ReadCrms && !unread.Has(crm.Name)))
        {
            try
            {
                if (record.State.Of(crm.Name) is { Id: { } id, IsDeleted: false } entry && await crm.ReadAsync(id, [.. entry.Members.Keys], ct) is null)
                {
                    gone.Add(crm.Name);
                }
            }
            catch (UpstreamException e) when (unread.Add(crm.Name))
            {
                NotRead(log, crm.Name, e.Message);
            }
            catch (UpstreamException)
            {
                // Said already.
            }
        }

        return gone;
    }

    private async Task FixAsync(JournalRecord record, CancellationToken ct)
    {
        var known = record.Known is { } whole && record.Gap.Count == 0 ? whole : (await interactions.AddAsync(record.Events, ct)).Known;
        await queue.SendAsync(record.Work.Message(EntrySchedule.DueAt(known, options) - time.GetUtcNow()), ct);
    }

    private IEnumerable<string> Names => journals.All.Select(crm => crm.Name);

    [LoggerMessage(707, LogLevel.Warning, "Entries in {Crm} not compared: {Reason}")]
    private static partial void NotRead(ILogger log, string crm, string reason);
}
