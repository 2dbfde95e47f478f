using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>Leads and lists, by VICIdial's Non-Agent API.</summary>
internal sealed class VicidialLeads(VicidialConnection api)
{
    private const string Writes = "level 8 and 'Modify Leads'", Reads = "level 7 and 'Modify Leads'";

    private const int LongestCustom = 1_000;

    /// <summary>What stands in the place of a lead that is not there, so that a probe finds nobody.</summary>
    private const string Nobody = "0000000000";

    /// <summary>A search for a number that nobody has: proves the login, its level and its right to leads.</summary>
    /// <exception cref="UpstreamException">It is refused.</exception>
    public Task ProbeAsync(CancellationToken ct) => SearchAsync(new LeadKey.Phone(Nobody), ct);

    public async Task<VicidialResult<AddedLead>> AddAsync(NewLead lead, CancellationToken ct)
    {
        // A list that does not exist would be taken, and its leads never be dialled.
        var answer = await api.DoAsync("add_lead", Writes, [
            ("phone_number", lead.National),
            ("phone_code", lead.PhoneCode),
            ("list_id", lead.List),
            ("list_exists_check", "Y"),
            ("duplicate_check", lead.DuplicateCheck),
            ("dnc_check", lead.DncCheck ? "Y" : "N"),
            ("campaign_dnc_check", lead.DncCampaign is null ? null : "Y"),
            ("campaign_id", lead.DncCampaign),
            ("add_to_hopper", lead.AddToHopper ? "Y" : null),
            .. LeadFields.Read(lead.Fields),
            .. Custom(lead.CustomFields),
        ], ct);

        // phone|list|lead|offset|user, and in older versions phone|user|list|lead|offset.
        return answer.Success("LEAD HAS BEEN ADDED") is not { } added ? VicidialResult.Refused<AddedLead>(answer, "add_lead")
            : added.Data.Skip(1).SkipWhile(value => !string.Equals(value, lead.List, StringComparison.Ordinal)).Skip(1).FirstOrDefault() is { Length: > 0 } id && id.All(char.IsAsciiDigit)
                ? new AddedLead(id, lead.List, answer.Notice("ADDED TO HOPPER") is { } hopper && !hopper.Says("NOT ADDED"))
                : throw VicidialConnection.Unreadable("add_lead");
    }

    /// <summary>Changes fields of one lead. A field is emptied by <see cref="EmptyAsync"/>; an empty value changes nothing.</summary>
    /// <returns>The lead's id; <see cref="VicidialRefusal.NothingToChange"/> where there is nothing that VICIdial can store.</returns>
    public async Task<VicidialResult<string>> UpdateAsync(LeadKey key, IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        // The key of the search is itself a field that is written, with the same value.
        LeadFields.Read(fields) is { Count: > 0 } values ? await UpdateAsync(key, [.. values.Where(field => key is not LeadKey.VendorCode || field.Name is not LeadFields.VendorCode)], ct) : VicidialRefusal.NothingToChange;

    /// <summary>Empties fields of one lead.</summary>
    public Task<VicidialResult<string>> EmptyAsync(LeadKey key, IEnumerable<string> fields, CancellationToken ct) =>
        UpdateAsync(key, [.. fields.Where(LeadFields.IsKnown).Select(field => (field, (string?)"--BLANK--"))], ct);

    private async Task<VicidialResult<string>> UpdateAsync(LeadKey key, IReadOnlyList<(string Name, string? Value)> fields, CancellationToken ct)
    {
        var answer = await api.DoAsync("update_lead", Writes, [.. key.Search, .. fields], ct);
        return answer.Success("LEAD HAS BEEN UPDATED") is { } updated ? updated.At(1) is { } id ? id : throw VicidialConnection.Unreadable("update_lead")
            : answer.Text.Length == 0 ? VicidialRefusal.NothingToChange
            : VicidialResult.Refused<string>(answer, "update_lead");
    }

    public async Task<FoundLeads> SearchAsync(LeadKey key, CancellationToken ct)
    {
        var answer = await api.AskAsync("lead_search", Reads, key.Search, ct);
        return answer.Rows is [var row, ..] && row.Split('|') is [_, _, var ids, ..] ? new([.. ids.Split('-', StringSplitOptions.RemoveEmptyEntries)])
            : answer.Error is { } error && RefusalWords.Read(error) is VicidialRefusal.NoMatches ? new([])
            : throw VicidialConnection.Unreadable("lead_search");
    }

    /// <returns>The value of one field; empty for an empty field.</returns>
    public async Task<VicidialResult<string>> FieldAsync(string leadId, string field, CancellationToken ct)
    {
        var answer = await api.AskAsync("lead_field_info", Reads, [("lead_id", leadId), ("field_name", field)], ct);
        return answer.Error is { } error ? RefusalWords.Read(error) : answer.Text;
    }

    /// <returns>All fields of a lead by VICIdial's names.</returns>
    public async Task<VicidialResult<IReadOnlyDictionary<string, string>>> AllAsync(string leadId, CancellationToken ct)
    {
        var answer = await api.AskAsync("lead_all_info", Reads, [("lead_id", leadId), ("header", "YES")], ct);
        return answer.Error is { } error ? new(Value: null, RefusalWords.Read(error))
            : LeadRow.Read(answer.Text) is { } lead ? new(lead, Refusal: null)
            : throw VicidialConnection.Unreadable("lead_all_info");
    }

    /// <returns>The promised calls of a lead, the newest last; those that were made too.</returns>
    public async Task<IReadOnlyList<LeadCallback>> CallbacksAsync(string leadId, CancellationToken ct)
    {
        var answer = await api.AskAsync("lead_callback_info", "level 7 and 'View Reports'", [("lead_id", leadId), ("search_location", "ALL"), ("header", "YES")], ct);
        return [.. VicidialTable.Read(answer).Select(row => new LeadCallback(
            row.Text("lead_id") ?? leadId,
            row.Text("callback_status") ?? "",
            row.Text("callback_date") ?? "",
            string.Equals(row.Text("recipient"), "USERONLY", StringComparison.OrdinalIgnoreCase) ? row.Text("user") : null,
            row.Text("campaign_id") ?? "",
            row.Text("comments")))];
    }

    /// <returns>At most 2,000 leads that got this status in a call of this day, by VICIdial's names of their fields.</returns>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> WithStatusAsync(string status, DateOnly day, CancellationToken ct)
    {
        var answer = await api.AskAsync("lead_status_search", Reads, [("status", status), ("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))], ct);
        return LeadRecords.Read(answer.Text);
    }

    /// <returns>The list's id.</returns>
    public async Task<VicidialResult<string>> AddListAsync(string list, string name, string campaign, bool active, CancellationToken ct)
    {
        var answer = await api.DoAsync("add_list", "level 8 and 'Modify Lists'", [
            ("list_id", list), ("list_name", VicidialText.Clean(name, 30)), ("campaign_id", campaign), ("active", active ? "Y" : "N"),
        ], ct);
        return answer.Success("LIST HAS BEEN ADDED") is not null ? list : VicidialResult.Refused<string>(answer, "add_list");
    }

    private static IEnumerable<(string Name, string? Value)> Custom(IReadOnlyDictionary<string, string> fields) =>
        fields.Count == 0 ? [] : [("custom_fields", "Y"), .. fields.Select(field => (field.Key, (string?)VicidialText.Clean(field.Value, LongestCustom)))];
}
