using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Vtiger CRM, through its <c>webservice.php</c> (docs/crm/vtiger.md).</summary>
public sealed class VtigerKind() : CrmKind("Vtiger")
{
    internal override object ReadOwn(Settings source) => source.Nested(Name, VtigerOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => VtigerOptions.Defaults;

    internal override void Check(Settings settings, CrmSourceOptions source) => VtigerOptions.CheckNames(settings, source);

    internal override bool CanBePolled => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var connection = VtigerConnection.Open(source, opening);
        return new(new VtigerCustomerSource(source, connection, opening.Numbers, new RelatedRecords(source.Name, opening.Clients)))
        {
            Changes = new VtigerChangedRecords(source, connection),
        };
    }
}
