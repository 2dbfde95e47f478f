namespace CrmEnrichment.Cli.Output;

/// <summary>Standard output is closed or full: the answer cannot be given.</summary>
internal sealed class OutputException(Exception inner) : Exception($"The answer could not be written to standard output: {inner.Message}", inner);
