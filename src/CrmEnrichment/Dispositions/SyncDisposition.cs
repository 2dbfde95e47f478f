using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;

namespace CrmEnrichment.Dispositions;

/// <summary>A call of VICIdial has its disposition, and the CRM gets it: the do-not-contact mark first, then the stage, then a task to call back.</summary>
public sealed class SyncDisposition : IEventHandler<CallEvent>
{
    private readonly DispositionsOptions _options;
    private readonly VicidialOptions _vicidial;
    private readonly VendorCodes _codes;
    private readonly IReadOnlyList<DispositionCrm> _crms;
    private readonly LatestCalls _latest;
    private readonly DealStage _stages;
    private readonly CallbackTask _callbacks;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;

    internal SyncDisposition(
        DispositionsOptions options, VicidialOptions vicidial, VendorCodes codes, IReadOnlyList<DispositionCrm> crms, LatestCalls latest, DealStage stages, CallbackTask callbacks, Metrics metrics, TimeProvider time) =>
        (_options, _vicidial, _codes, _crms, _latest, _stages, _callbacks, _metrics, _time) = (options, vicidial, codes, crms, latest, stages, callbacks, metrics, time);

    public string Name => nameof(SyncDisposition);

    public EventReading<CallEvent> Read(JsonElement payload)
    {
        var reading = CallEvent.Read(payload);
        return reading switch
        {
            EventReading<CallEvent>.Ours { Event.Kind: CallKind.Start } => new EventReading<CallEvent>.NotOurs("the call has begun, and has no disposition") { Identity = reading.Identity },
            EventReading<CallEvent>.Ours { Event: { Disposition: null } or { VendorCode: null } } =>
                new EventReading<CallEvent>.Invalid("event.detail.dispo or event.detail.vendor_code is missing: send one event as VicidialCalls writes it.") { Identity = reading.Identity },
            EventReading<CallEvent>.Ours ours => ours with { Identity = ours.Identity with { StaleAt = ours.Event.ReceivedAt + _vicidial.MaxEventAge } },
            _ => reading,
        };
    }

    public async Task<Outcome> HandleAsync(CallEvent e, CancellationToken ct)
    {
        if (_time.GetUtcNow() > e.ReceivedAt + _vicidial.MaxEventAge)
        {
            return DispositionOutcome.Stale;
        }

        if (_options.Find(e.Campaign, e.Disposition) is not { } rule)
        {
            return Failed(FailureReason.UnmappedDisposition, $"Nothing is configured for the disposition '{Shown(e.Disposition!)}'{(e.Campaign is { } campaign ? $" of the campaign '{Shown(campaign)}'" : "")}. Set Dispositions__Map__{Shown(e.Disposition!)}__…, then replay the letter.");
        }

        if (await _codes.FindAsync(e.VendorCode!, ct) is not { } vendor)
        {
            return Failed(FailureReason.UnknownRecord, "The lead's vendor code begins with ce_, and is none that was given here. Correct it in VICIdial, then send the call again.");
        }

        if (_crms.FirstOrDefault(crm => string.Equals(crm.Dispositions.Name, vendor.Source, StringComparison.Ordinal)) is not { } known)
        {
            return Failed(FailureReason.UnknownRecord, $"The lead's vendor code stands for a record in '{vendor.Source}', which is no source of Crm__Sources that takes dispositions.");
        }

        var started = _time.GetTimestamp();
        try
        {
            return await SyncAsync(known, vendor.Id, rule, e, ct);
        }
        finally
        {
            _metrics.Time(MetricNames.DispositionLatency, _time.GetElapsedTime(started), "Crm", known.Dispositions.Name);
        }
    }

    private async Task<Outcome> SyncAsync(DispositionCrm crm, string id, DispositionRule rule, CallEvent e, CancellationToken ct)
    {
        if (await crm.Dispositions.FindAsync(id, ct) is not { } record)
        {
            return Failed(FailureReason.UnknownRecord, $"{crm.Dispositions.Name} has no record with the lead's vendor code. A list that was loaded anew may have lost its codes: correct the lead in VICIdial, or create the record, then replay the letter.");
        }

        if (DispositionEffects.Marks(rule, record.IsDoNotContact))
        {
            // First, and before the state store is asked: nothing that fails later may leave the customer without it.
            await crm.Dispositions.MarkDoNotContactAsync(record, ct);
        }

        // Its own id: a record may be reached by several codes, such as after a merge, and has one order of calls.
        var customer = new CustomerRef(crm.Dispositions.Name, record.Id);
        var isOlder = await _latest.IsOlderAsync(customer, e.ReceivedAt, ct);
        var effects = DispositionEffects.Of(rule, record.IsDoNotContact, isOlder);
        var stages = rule.StagesIn(crm.Kind);
        var isSet = !effects.Stage || stages.IsEmpty || await _stages.SetAsync(crm.Dispositions, record, stages, e, ct);
        if (effects.Task && crm.Journal is { } journal)
        {
            await _callbacks.CreateAsync(journal, customer, e, ct);
        }

        return effects.Stage ? (isSet ? DispositionOutcome.Synced : DispositionOutcome.NoOpenDeal)
            : record.IsDoNotContact ? DispositionOutcome.HeldBack
            : DispositionOutcome.Superseded;
    }

    private static Outcome.Failed Failed(FailureReason reason, string message) => new(new Failure(reason, message));

    /// <summary>A code comes from outside: only a plain one is shown, as VICIdial's are.</summary>
    private static string Shown(string code) => EventKey.Plain(code.Replace('_', '-')) is not null && code.Length <= 20 ? code : "(no plain code)";
}
