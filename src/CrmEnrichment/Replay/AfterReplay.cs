namespace CrmEnrichment.Replay;

/// <summary>What becomes of a message after its letter was tried.</summary>
internal enum AfterReplay
{
    /// <summary>It is done, or its successor is in the queue.</summary>
    Delete,

    Keep,
}
