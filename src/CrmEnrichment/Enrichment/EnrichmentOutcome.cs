using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Enrichment;

/// <summary>What became of an interaction, in the words of the metric <c>events</c> and of the function's answer.</summary>
public static class EnrichmentOutcome
{
    public const string Enriched = nameof(Enriched), NoMatch = nameof(NoMatch), Ambiguous = nameof(Ambiguous), Partial = nameof(Partial);

    /// <summary>The event is older than the configured age. Nothing was asked or written.</summary>
    public static Outcome Stale { get; } = new Outcome.Ignored { As = nameof(Stale) };

    /// <summary>The platform no longer knows the interaction.</summary>
    public static Outcome InteractionGone { get; } = new Outcome.Ignored { As = nameof(InteractionGone) };

    /// <summary>The context is on the interaction and says this.</summary>
    public static Outcome Of(Found found) => found.Status switch
    {
        LookupStatus.Partial => new Outcome.Done(Partial, $"no answer from {string.Join(", ", found.Unanswered)}")
        {
            // "crm (account)" is a record that crm did not give.
            Without = [.. found.Unanswered.Select(name => name.Split(' ')[0])],
        },
        LookupStatus.Ambiguous => new Outcome.Done(Ambiguous, $"{found.Matches} customers"),
        LookupStatus.NoMatch => new Outcome.Done(NoMatch),
        _ => new Outcome.Done(Enriched),
    };
}
