using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Platforms.Vicidial.LeadUpdates;

/// <summary>Copies the configured fields of a CRM record to its leads, and to the agent's screen where one of them is shown.</summary>
/// <remarks>A field that the CRM no longer has stays as it is at the lead: it may be there for another reason than the copy.</remarks>
internal sealed class VicidialLeadUpdates(VicidialApiOptions options, VendorCodes codes, VicidialLeads leads, VicidialAgents agents) : ILeadUpdates
{
    /// <summary>A record that was loaded again and again is as many leads; the newest are those that are dialled.</summary>
    private const int MostLeads = 10;

    public async Task<LeadUpdate> UpdateAsync(string source, string id, Func<CancellationToken, Task<IReadOnlyDictionary<string, JsonElement>>> readFields, CancellationToken ct)
    {
        var found = await leads.SearchAsync(new LeadKey.VendorCode(codes.CodeOf(source, id)), ct);
        if (found.LeadIds.Count == 0)
        {
            return LeadUpdate.NoLead;
        }

        var fields = Copied(await readFields(ct));
        if (fields.Count == 0)
        {
            return LeadUpdate.NothingToCopy;
        }

        List<string> changed = [.. found.LeadIds.Take(MostLeads)];
        var updated = false;
        foreach (var lead in changed)
        {
            var result = await leads.UpdateAsync(new LeadKey.Id(lead), fields, ct);
            updated |= result.Refusal is null ? true : result.Refusal is VicidialRefusal.NothingToChange or VicidialRefusal.NoMatches or VicidialRefusal.NoSuchLead ? false : throw Refused(result.Refusal.Value);
        }

        return await ShowAsync(changed, fields, ct) ? LeadUpdate.UpdatedOnScreen : updated ? LeadUpdate.Updated : LeadUpdate.NothingToCopy;
    }

    /// <summary>An agent's browser writes the whole form back when the call ends, so what the lead has got is lost unless the form has it too.</summary>
    private async Task<bool> ShowAsync(List<string> changed, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var shown = false;
        foreach (var screen in (await agents.ScreensAsync(ct)).Where(screen => changed.Contains(screen.LeadId, StringComparer.Ordinal)))
        {
            // The lead is read only where a value names another field by chance.
            var result = await agents.UpdateFieldsAsync(screen.Agent, fields, current: null, ct);
            if (result.Refusal is VicidialRefusal.WouldEmptyOthers)
            {
                result = await agents.UpdateFieldsAsync(screen.Agent, fields, (await leads.AllAsync(screen.LeadId, ct)).Value, ct);
            }

            // The call has just ended: the lead itself has the fields.
            shown |= result.Refusal is null ? true : result.Refusal is VicidialRefusal.NoLeadOnScreen or VicidialRefusal.AgentNotLoggedIn or VicidialRefusal.WouldEmptyOthers ? false : throw Refused(result.Refusal.Value);
        }

        return shown;
    }

    private Dictionary<string, string> Copied(IReadOnlyDictionary<string, JsonElement> customer)
    {
        var copied = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, name) in options.LeadFields)
        {
            if (customer.TryGetValue(name, out var value) && value.TryText(out var text) && text.Length > 0)
            {
                copied[field] = text;
            }
        }

        return copied;
    }

    private static UpstreamException Refused(VicidialRefusal refusal) => new(
        VicidialConnection.Name,
        UpstreamFault.Rejected,
        $"{VicidialConnection.Name} did not take a change of a lead: {refusal}. Check VicidialApi__LeadFields and the rights of the API user.");
}
