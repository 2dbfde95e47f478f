namespace CrmEnrichment.Web.Vicidial;

public static class CallQueue
{
    /// <summary>The key of the <see cref="WorkQueues.IWorkQueue"/> of calls: VicidialCalls leaves them there, and SyncDisposition is triggered by it.</summary>
    public const string Key = "vicidial-calls";
}
