using System.Text.Json;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Whether writing would succeed: the unique property of each kind of record, the properties of the contact, the scopes.</summary>
internal sealed class HubSpotJournalProbe(HubSpotConnection connection, HubSpotJournalOptions options, HubSpotProperties properties)
{
    private static readonly string[] s_types = [HubSpotActivity.Call.Type, HubSpotActivity.Note.Type, HubSpotActivity.Task.Type, HubSpotConnection.Contacts];

    public async Task ProbeAsync(CancellationToken ct)
    {
        var owners = connection.OwnersAsync("nobody@example.com", HubSpotRights.Owners, ct);
        var unique = options.Upsert ? s_types.Select(type => RequireUniqueAsync(type, ct)) : [];
        var fields = options.LastContact.Count > 0
            ? properties.RequireAsync(HubSpotConnection.Contacts, [.. options.LastContact.Values], HubSpotRights.Read, "Crm__Sources__N__HubSpot__Journal__LastContact", ct)
            : Task.CompletedTask;
        await Task.WhenAll([RequireWritingAsync(ct), owners, fields, .. unique]);
    }

    /// <summary>A contact that nobody has, changed in nothing: 403 without the scope, and with it any other answer.</summary>
    private async Task RequireWritingAsync(CancellationToken ct)
    {
        try
        {
            await new HubSpotWriter(connection).ChangeAsync(HubSpotConnection.Contacts, ProbeIdentity.Id, new Dictionary<string, string>(StringComparer.Ordinal), ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // The scope is there: a missing one is asked for first.
        }
    }

    private async Task RequireUniqueAsync(string type, CancellationToken ct)
    {
        var property = await connection.PropertyAsync(type, options.TrackingProperty, HubSpotRights.Read, ct);
        if (property is null || !property.Value.TryMember("hasUniqueValue", out var unique) || unique.ValueKind is not JsonValueKind.True)
        {
            throw new UpstreamException(
                connection.Source,
                UpstreamFault.Rejected,
                $"{connection.Source}: {(property is null ? "HubSpot has no property" : "values are not unique in the property")} '{options.TrackingProperty}' of {type}. Create it with hasUniqueValue (docs/crm/hubspot.md), or set Crm__Sources__N__HubSpot__Journal__Upsert to False.");
        }
    }
}
