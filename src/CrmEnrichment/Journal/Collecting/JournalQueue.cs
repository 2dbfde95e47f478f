namespace CrmEnrichment.Journal.Collecting;

public static class JournalQueue
{
    /// <summary>The key of the journal's <see cref="WorkQueues.IWorkQueue"/>: LogInteraction leaves work there, and WriteJournalEntry is triggered by it.</summary>
    public const string Key = "journal";
}
