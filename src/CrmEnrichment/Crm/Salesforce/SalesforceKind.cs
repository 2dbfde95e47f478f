using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Salesforce.Dispositions;
using CrmEnrichment.Crm.Salesforce.Journal;
using CrmEnrichment.Crm.Salesforce.Tickets;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>Salesforce's Sales Cloud, and what else is built on its REST API (docs/crm/salesforce.md).</summary>
public sealed class SalesforceKind() : CrmKind("Salesforce")
{
    internal override IReadOnlyList<IChangeNotices> Notices { get; } = [SignedNotices.Scheme, new SalesforceNotices()];

    internal override object ReadOwn(Settings source) => source.Nested(Name, SalesforceOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => SalesforceOptions.Defaults;

    internal override void Check(Settings settings, CrmSourceOptions source) => SalesforceOptions.CheckNames(settings, source);

    internal override bool KeepsDispositions => true;

    internal override bool KeepsTickets => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var own = source.Of<SalesforceOptions>();
        var login = new SalesforceLogin(source.Name, source.Url!, own.Auth, own.Audience);
        var connection = SalesforceConnection.Open(source, own.ApiVersion, login, opening);
        var writer = new SalesforceWriter(connection, own.Journal, opening.Clients.Log);
        return new(new SalesforceCustomerSource(source, connection, opening.Numbers, new RelatedRecords(source.Name, opening.Clients)))
        {
            Journal = new SalesforceJournal(
                connection, own.Journal, writer, new SalesforceCustomers(connection, own.Journal, writer), new SalesforceJournalProbe(connection, own.Journal)),
            Dispositions = new SalesforceDispositions(connection, own.Dispositions),
            Tickets = new SalesforceTickets(connection, own.Tickets),
        };
    }
}
