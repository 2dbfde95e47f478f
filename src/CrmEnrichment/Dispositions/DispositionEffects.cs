namespace CrmEnrichment.Dispositions;

/// <summary>What one disposition does to a record. Pure: the rule that nothing undoes a do-not-contact, and that no older call overwrites a later one, stands here and nowhere else.</summary>
/// <param name="Mark">The do-not-contact mark is set, before anything else.</param>
/// <param name="Stage">The stage is set.</param>
/// <param name="Task">Somebody is asked to call back.</param>
internal sealed record DispositionEffects(bool Mark, bool Stage, bool Task)
{
    /// <summary>Known before the order of the calls is: a mark comes first, and is never too late.</summary>
    public static bool Marks(DispositionRule rule, bool isMarked) => rule.DoNotContact && !isMarked;

    /// <param name="rule">Of the disposition.</param>
    /// <param name="isMarked">The record has the do-not-contact mark, whoever set it.</param>
    /// <param name="isOlder">The outcome of a later call of the same record has been written: a letter is replayed, or a message came late.</param>
    public static DispositionEffects Of(DispositionRule rule, bool isMarked, bool isOlder) => new(
        Mark: Marks(rule, isMarked),

        // Whoever is not to be contacted stays where the do-not-contact has put them; that alone counts, however old it is.
        Stage: rule.DoNotContact || (!isMarked && !isOlder),
        Task: rule is { Callback: true, DoNotContact: false } && !isMarked && !isOlder);
}
