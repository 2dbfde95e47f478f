namespace CrmEnrichment.DeadLetters;

/// <summary>A letter fits no message of the dead-letter queue, and nothing else can hold the rest.</summary>
public sealed class LetterTooLargeException : Exception
{
    private LetterTooLargeException(string message)
        : base(message)
    {
    }

    /// <summary>Only this process could read what the state store would hold of the event.</summary>
    internal static LetterTooLargeException WithoutTable(int packed) => new(
        $"The event takes {packed} bytes packed, more than the dead-letter queue's {DeadLetterStore.LargestMessage}: set State__Table so that it can be kept in parts.");

    /// <summary>An edited letter keeps what came first, packed.</summary>
    internal static LetterTooLargeException WithoutItsEvent(int size) => new(
        $"The letter takes {size} bytes even without its event, more than the dead-letter queue's {DeadLetterStore.LargestMessage}: what came first is too large to be kept beside a changed event.");
}
