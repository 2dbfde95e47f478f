using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>What became of an event or a message of the journal, in the words of the metric <c>events</c>.</summary>
internal static class JournalOutcome
{
    /// <summary>The event is added to what is known.</summary>
    public static Outcome Collected { get; } = new Outcome.Done(nameof(Collected));

    /// <summary>The event is older than the configured age.</summary>
    public static Outcome Stale { get; } = new Outcome.Ignored { As = nameof(Stale) };

    /// <summary>The event is of a phone call that never became an interaction, such as one that ended in a voice menu.</summary>
    public static Outcome NoInteraction { get; } = new Outcome.Ignored("the call belongs to no interaction") { As = nameof(NoInteraction) };

    /// <summary>The CRMs have the entry, with all that is known.</summary>
    public static Outcome Logged { get; } = new Outcome.Done(nameof(Logged));

    /// <summary>The entry is not due, or another process writes it at this moment: the message comes again.</summary>
    public static Outcome Waiting { get; } = new Outcome.Ignored("the entry is not due") { As = nameof(Waiting) };

    /// <summary>By configuration: a number, a queue, or a caller nobody knows.</summary>
    public static Outcome NotLogged(string why) => new Outcome.Ignored(why) { As = nameof(NotLogged) };

    /// <summary>Nothing is known of the interaction any more.</summary>
    public static Outcome Forgotten { get; } = new Outcome.Ignored("nothing is known of the interaction, or no longer") { As = nameof(Forgotten) };
}
