namespace CrmEnrichment.DeadLetters.Healing;

/// <summary>When the schedule tries a letter.</summary>
/// <param name="From">Not before this.</param>
/// <param name="Until">From then on it needs a person.</param>
internal sealed record HealingTime(DateTimeOffset From, DateTimeOffset Until);
