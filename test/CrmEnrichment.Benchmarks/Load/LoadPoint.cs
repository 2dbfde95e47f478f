namespace CrmEnrichment.Benchmarks.Load;

/// <summary>What was measured in a few seconds.</summary>
/// <param name="At">Seconds from the beginning.</param>
/// <param name="Events">How many ended a second.</param>
/// <param name="P50">Milliseconds from the hand-over of an event to the end of its last attempt, as are P95 and P99.</param>
/// <param name="Memory">MiB: the working set of the largest process of EnrichInteraction.</param>
/// <param name="Letters">In the dead-letter queue at that moment.</param>
internal sealed record LoadPoint(double At, double Events, double P50, double P95, double P99, double Memory, int Letters);
