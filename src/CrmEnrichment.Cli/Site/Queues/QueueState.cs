using CrmEnrichment.Cli.Letters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>A queue as it was at a look.</summary>
/// <param name="Rows">In the order in which they were met; those met so far while the first look goes on.</param>
/// <param name="IsReading">A look is going on.</param>
/// <param name="At">When the look ended that this is from; null while the first one goes on.</param>
/// <param name="Coverage">How much of the queue that is.</param>
/// <param name="Failure">Why the last look did not come to its end.</param>
public sealed record QueueState(IReadOnlyList<Row> Rows, bool IsReading, DateTimeOffset? At, Coverage? Coverage, string? Failure);
