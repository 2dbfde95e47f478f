namespace CrmEnrichment.ActiveInteractions;

/// <summary>What is remembered of interactions, as the features that use it need it.</summary>
/// <param name="KeptFor">After the look-up: the journal's late events still find the customer.</param>
/// <param name="ActiveFor">The longest interaction: after it, changes of the customer are no longer told, even if no end was seen.</param>
/// <param name="Traits">Fields of the customer that rules ask for.</param>
public sealed record ActiveInteractionOptions(TimeSpan KeptFor, TimeSpan ActiveFor, IReadOnlyList<string> Traits)
{
    /// <summary>Where no journal says more.</summary>
    public static ActiveInteractionOptions WithoutJournal { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromHours(12), []);
}
