using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Vtiger.Dispositions;
using CrmEnrichment.Crm.Vtiger.Journal;
using CrmEnrichment.Crm.Vtiger.Tickets;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Vtiger CRM, through its <c>webservice.php</c> (docs/crm/vtiger.md).</summary>
public sealed class VtigerKind() : CrmKind("Vtiger")
{
    internal override object ReadOwn(Settings source) => source.Nested(Name, VtigerOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => VtigerOptions.Defaults;

    internal override void Check(Settings settings, CrmSourceOptions source) => VtigerOptions.CheckNames(settings, source);

    internal override bool CanBePolled => true;

    internal override bool KeepsDispositions => true;

    internal override bool KeepsTickets => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var own = source.Of<VtigerOptions>();
        var connection = VtigerConnection.Open(source, own.Auth, opening);
        return new(new VtigerCustomerSource(source, connection, opening.Numbers, new RelatedRecords(source.Name, opening.Clients)))
        {
            Journal = new VtigerJournal(source.Name, own.Journal, connection),
            Dispositions = new VtigerDispositions(source.Name, own.Dispositions, own.Modules, connection),
            Tickets = new VtigerTickets(source.Name, own.Tickets, connection),
            Changes = new VtigerChangedRecords(source, connection),
        };
    }
}
