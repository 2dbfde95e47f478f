using System.Text.Json;
using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.HubSpot.Journal;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Dispositions;

/// <summary>The stage of a contact's open deal, and the property that says that nobody contacts them again (docs/vicidial.md).</summary>
internal sealed class HubSpotDispositions(HubSpotConnection connection, HubSpotDispositionOptions options, HubSpotProperties properties) : ICrmDispositions
{
    private const string ReadDeals = "the scope crm.objects.deals.read to the service key or private app";

    private const string IsTrue = "true";

    private readonly HubSpotWriter _writer = new(connection);

    public string Name => connection.Source;

    public async Task<DispositionRecord?> FindAsync(string id, CancellationToken ct) =>
        HubSpotRecordId.Is(id) && await connection.GetAsync(HubSpotConnection.Contacts, id, [options.DoNotContact], HubSpotRights.Read, ct) is { } contact
            ? new(IdOf(contact) ?? id, HubSpotWritten.Stored(contact, [options.DoNotContact]).Values.Contains(IsTrue, StringComparer.Ordinal))
            : null;

    public async Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct)
    {
        var written = await ChangeAsync(HubSpotConnection.Contacts, record.Id, options.DoNotContact, IsTrue, ct);
        if (written is null)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the contact was deleted before it got the do-not-contact mark.");
        }
    }

    public Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct) => FindDealAsync(record.Id, ct);

    public async Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct)
    {
        if (deal is not null)
        {
            return await ChangeAsync(HubSpotConnection.Deals, deal, "dealstage", stages.Deal, ct) is not null;
        }

        return stages.Lead.Length > 0 && await ChangeAsync(HubSpotConnection.Contacts, record.Id, options.LeadStatus, stages.Lead, ct) is not null;
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        await FindDealAsync(ProbeIdentity.Id, ct);
        await properties.RequireAsync(HubSpotConnection.Contacts, [options.DoNotContact, options.LeadStatus], HubSpotRights.Read, "Crm__Sources__N__HubSpot__Dispositions", ct);
    }

    /// <summary>The one that was changed last, as the look-up chooses it.</summary>
    private async Task<string?> FindDealAsync(string contact, CancellationToken ct)
    {
        var search = new HubSpotSearch([[("associations.contact", contact), ("hs_is_closed", "false")]], ["dealstage"], "hs_lastmodifieddate", 1);
        return await connection.SearchAsync(HubSpotConnection.Deals, search, ReadDeals, ct) is [var deal, ..] ? IdOf(deal) : null;
    }

    /// <summary>A contact that was merged answers under its old id, and has the one that is left.</summary>
    private static string? IdOf(JsonElement record) => record.TryMember("id", out var member) && member.TryText(out var id) && HubSpotRecordId.Is(id) ? id : null;

    private Task<HubSpotWritten?> ChangeAsync(string type, string id, string property, string value, CancellationToken ct) =>
        _writer.ChangeAsync(type, id, new Dictionary<string, string>(StringComparer.Ordinal) { [property] = value }, ct);
}
