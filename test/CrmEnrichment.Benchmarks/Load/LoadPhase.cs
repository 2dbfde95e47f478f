namespace CrmEnrichment.Benchmarks.Load;

/// <summary>A part of the run in which something fails, in seconds from the beginning.</summary>
internal sealed record LoadPhase(string Name, double From, double Until);
