using System.Text.Json;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.State;

namespace CrmEnrichment.Leads;

/// <summary>The use case: a record of the CRM becomes a lead of the dialler, once, unless its number is there already or must not be called.</summary>
public sealed class InjectLead : IEventHandler<LeadEvent>
{
    private const string Begun = "begun", Answered = "answered", AltPhone = "alt_phone";

    /// <summary>As long as letters live.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    private readonly LeadsOptions _options;
    private readonly LeadRecords _records;
    private readonly LeadNumbers _numbers;
    private readonly VendorCodes _codes;
    private readonly VicidialLeads _leads;
    private readonly CallSpacing _spacing;
    private readonly IStateStore _store;
    private readonly Metrics _metrics;

    internal InjectLead(LeadsOptions options, LeadRecords records, LeadNumbers numbers, VendorCodes codes, VicidialLeads leads, CallSpacing spacing, IStateStore store, Metrics metrics) =>
        (_options, _records, _numbers, _codes, _leads, _spacing, _store, _metrics) = (options, records, numbers, codes, leads, spacing, store, metrics);

    public string Name => nameof(InjectLead);

    public EventReading<LeadEvent> Read(JsonElement payload) => LeadEvent.Read(payload);

    public async Task<Outcome> HandleAsync(LeadEvent e, CancellationToken ct)
    {
        // What is thrown becomes a letter, too.
        var result = LeadOutcome.Failed;
        try
        {
            var outcome = await InjectAsync(e, ct);
            result = LeadOutcome.ResultOf(outcome);
            return outcome;
        }
        finally
        {
            _metrics.Count(MetricNames.Leads, "Result", result);
        }
    }

    /// <summary>The lead as it would be added.</summary>
    /// <returns>The lead, or why it cannot be one.</returns>
    internal async Task<(NewLead? Lead, Outcome.Failed? Failed)> PrepareAsync(LeadEvent e, CancellationToken ct)
    {
        if (await _records.CompleteAsync(e, ct) is not { } lead)
        {
            return (null, LeadFailures.NoRecord(e.Crm));
        }

        if (lead[LeadField.Phone] is null)
        {
            return (null, LeadFailures.WithoutNumber(e.Crm, _options.PhoneField));
        }

        if (_numbers.Read(lead[LeadField.Phone], lead[LeadField.Country]) is not { } number)
        {
            return (null, LeadFailures.NoNumber(e.Crm));
        }

        return _options.Choose(name => lead[name], PhoneNumberReader.RegionOf(number) ?? lead[LeadField.Country]) is not var (list, campaign) ? (null, LeadFailures.NoList)
            : !LeadListRule.IsList(list) || (campaign is not null && !LeadListRule.IsCampaign(campaign)) ? (null, LeadFailures.NoListId)
            : (new NewLead(number.NationalDigits, number.CallingCode, list)
            {
                Fields = Fields(lead, number),
                DuplicateCheck = _options.DuplicateCheck,
                DncCampaign = campaign,
                AddToHopper = _options.AddToHopper,
            }, null);
    }

    private async Task<Outcome> InjectAsync(LeadEvent e, CancellationToken ct)
    {
        var (lead, failed) = await PrepareAsync(e, ct);
        if (lead is null)
        {
            return failed!;
        }

        var code = await _codes.CodeOfAsync(e.Crm, e.Id, ct);

        // Before VICIdial is asked: whoever comes after a crash, or after an answer that was lost, must know that the lead may be there.
        var marker = $"lead/{e.Key}";
        var mayBeThere = await _store.PutIfAbsentAsync(marker, Begun, s_kept, ct) is Begun;
        var result = await _spacing.RunAsync(() => _leads.AddAsync(lead with { Fields = WithCode(lead.Fields, code, e.Id) }, ct), ct);
        Outcome outcome = result.Refusal switch
        {
            null => LeadOutcome.Injected,
            VicidialRefusal.Duplicate => mayBeThere && await IsOursAsync(result, lead.List, code, ct) ? LeadOutcome.Injected : LeadOutcome.Duplicate,
            VicidialRefusal.DoNotCall => LeadOutcome.OnDncList,
            { } refusal => LeadFailures.Of(refusal, lead.List),
        };
        await _store.PutAsync(marker, Answered, s_kept, ct);
        return outcome;
    }

    /// <summary>Whether the lead that is there is the one that an earlier attempt has added: in this list, and with this record's code.</summary>
    private async Task<bool> IsOursAsync(VicidialResult<AddedLead> duplicate, string list, string code, CancellationToken ct)
    {
        // phone|list|lead, and the list that it was found in where others were looked at.
        var (id, elsewhere) = (duplicate.Data.ElementAtOrDefault(2), duplicate.Data.ElementAtOrDefault(3));
        if (id is null || !id.All(char.IsAsciiDigit) || (elsewhere is not null && LeadListRule.IsList(elsewhere) && !string.Equals(elsewhere, list, StringComparison.Ordinal)))
        {
            return false;
        }

        var standing = await _spacing.RunAsync(() => _leads.FieldAsync(id, LeadFields.VendorCode, ct), ct);
        return string.Equals(standing.Value?.Trim(), code, StringComparison.OrdinalIgnoreCase);
    }

    private static Dictionary<string, string> WithCode(IReadOnlyDictionary<string, string> fields, string code, string id)
    {
        var coded = new Dictionary<string, string>(fields, StringComparer.Ordinal) { [LeadFields.VendorCode] = code };
        if (!string.Equals(code, id, StringComparison.Ordinal) && id.Length <= LeadFields.LongestSourceId)
        {
            // For people who look at the lead; the state store has what the code stands for.
            coded[LeadFields.SourceId] = id;
        }

        return coded;
    }

    private Dictionary<string, string> Fields(LeadEvent lead, PhoneNumber number)
    {
        var fields = LeadFields.Changeable.Where(name => lead[name] is { Length: > 0 }).ToDictionary(name => name, name => lead[name]!, StringComparer.Ordinal);
        if (fields.Remove(AltPhone, out var other) && _numbers.Read(other, lead[LeadField.Country]) is { } second && string.Equals(second.CallingCode, number.CallingCode, StringComparison.Ordinal))
        {
            // VICIdial dials it behind the same phone code.
            fields[AltPhone] = second.NationalDigits;
        }

        if (lead[LeadField.Company] is { Length: > 0 } company)
        {
            // A lead of VICIdial's has no field for it.
            fields[LeadFields.Comments] = fields.TryGetValue(LeadFields.Comments, out var comments) ? $"{company}: {comments}" : company;
        }

        return fields;
    }
}
