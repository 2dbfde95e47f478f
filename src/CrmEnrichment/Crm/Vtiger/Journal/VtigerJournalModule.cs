namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>What a call is in Vtiger. Other media are events in any case.</summary>
public enum VtigerJournalModule
{
    /// <summary>The calendar's, of the type Call.</summary>
    Events,

    /// <summary>The telephone system's calls, which need its module.</summary>
    PBXManager,
}
