namespace CrmEnrichment.Web.Leads;

public static class LeadQueue
{
    /// <summary>The key of the <see cref="WorkQueues.IWorkQueue"/> of leads: ReceiveLeads leaves them there, and InjectLead is triggered by it.</summary>
    public const string Key = "leads";
}
