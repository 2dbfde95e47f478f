using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>Refusals that must not lose the record: it is written once more without the field that is refused.</summary>
internal static class SalesforceRefusal
{
    public static bool HasCustomer(IReadOnlyDictionary<string, string> fields) => fields.ContainsKey(SalesforceTask.Person) || fields.ContainsKey(SalesforceTask.Account);

    /// <summary>Takes out of the fields what was refused. Each call takes at least one, so that this ends.</summary>
    /// <returns>False where writing once more would not help.</returns>
    public static bool Mend(UpstreamException refusal, Dictionary<string, string> fields, ILogger log, string source, string what)
    {
        switch (refusal.Code)
        {
            case "INACTIVE_OWNER_OR_USER":
            case "INVALID_CROSS_REFERENCE_KEY" when Names(refusal, SalesforceTask.Owner) || refusal.RefusedFields.Count == 0:
                if (fields.Remove(SalesforceTask.Owner))
                {
                    JournalLog.OwnerRefused(log, source, what);
                    return true;
                }

                return refusal.Code is not "INACTIVE_OWNER_OR_USER" && WithoutCustomer(fields, log, source, what);
            case "ENTITY_IS_DELETED" or "INVALID_CROSS_REFERENCE_KEY":
                return WithoutCustomer(fields, log, source, what);
            // A subtype is set when a task is created, and may not be changed later.
            case "INVALID_FIELD_FOR_INSERT_UPDATE" when Names(refusal, SalesforceTask.Subtype):
                return fields.Remove(SalesforceTask.Subtype);
            default:
                return false;
        }
    }

    private static bool WithoutCustomer(Dictionary<string, string> fields, ILogger log, string source, string what)
    {
        if (!(fields.Remove(SalesforceTask.Person) | fields.Remove(SalesforceTask.Account)))
        {
            return false;
        }

        JournalLog.CustomerGone(log, source, what);
        return true;
    }

    private static bool Names(UpstreamException refusal, string field) => refusal.RefusedFields.Contains(field, StringComparer.Ordinal);
}
