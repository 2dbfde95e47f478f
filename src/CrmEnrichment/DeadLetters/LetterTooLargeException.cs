namespace CrmEnrichment.DeadLetters;

/// <summary>An event is too large for the queue, and only this process could read what the state store would hold of it.</summary>
public sealed class LetterTooLargeException(int size)
    : Exception($"The event takes {size} bytes packed, more than the dead-letter queue's {DeadLetterStore.LargestMessage}: set State__Table so that it can be kept in parts.");
