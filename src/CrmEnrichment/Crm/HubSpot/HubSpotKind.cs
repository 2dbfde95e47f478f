using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.HubSpot.Dispositions;
using CrmEnrichment.Crm.HubSpot.Journal;
using CrmEnrichment.Crm.HubSpot.Tickets;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary>HubSpot's CRM (docs/crm/hubspot.md).</summary>
public sealed class HubSpotKind() : CrmKind("HubSpot")
{
    internal override UrlUse Url => UrlUse.Optional;

    internal override IReadOnlyList<IChangeNotices> Notices { get; } = [SignedNotices.Scheme, new HubSpotNotices()];

    internal override object ReadOwn(Settings source) => source.Nested(Name, HubSpotOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => HubSpotOptions.Defaults;

    /// <summary>A token of HubSpot goes to HubSpot alone, or to a pretend one on this machine.</summary>
    internal override void Check(Settings settings, CrmSourceOptions source)
    {
        if (source.Url is { Scheme: "https" } url && !url.Host.EndsWith(".hubapi.com", StringComparison.OrdinalIgnoreCase))
        {
            settings.Problem(nameof(source.Url), "is not an address of HubSpot, and its token would be sent there", "remove it", 0);
        }
    }

    internal override bool KeepsDispositions => true;

    internal override bool KeepsTickets => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var own = source.Of<HubSpotOptions>();
        var connection = HubSpotConnection.Open(source, own.ApiVersion, opening);
        var properties = new HubSpotProperties(source.Name, connection, opening.Clients);
        var activities = new HubSpotActivities(connection, own.Journal, opening.Clients.Log);
        return new(new HubSpotCustomerSource(source, connection, opening.Numbers, new RelatedRecords(source.Name, opening.Clients), properties))
        {
            Journal = new HubSpotJournal(connection, own.Journal, activities, new HubSpotJournalProbe(connection, own.Journal, properties)),
            Dispositions = new HubSpotDispositions(connection, own.Dispositions, properties),
            Tickets = new HubSpotTickets(connection, own.Tickets, properties, opening.Clients.Time),
        };
    }
}
