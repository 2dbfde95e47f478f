namespace CrmEnrichment.DeadLetters;

/// <summary>Where a letter was put.</summary>
public enum LetterPlace
{
    DeadLetters,

    /// <summary>In the second queue, for a person.</summary>
    Parked,

    /// <summary>Among the dead letters for want of a second queue, although it has failed often enough to be parked.</summary>
    DeadLettersForWantOfParking,
}
