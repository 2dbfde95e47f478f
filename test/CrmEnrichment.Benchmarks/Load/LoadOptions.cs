namespace CrmEnrichment.Benchmarks.Load;

/// <param name="Rate">Events a second.</param>
internal sealed record LoadOptions(int Events, int Rate);
