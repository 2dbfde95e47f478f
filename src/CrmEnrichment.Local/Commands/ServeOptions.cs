namespace CrmEnrichment.Local.Commands;

/// <summary>What serve was started with, beside the cloud's own options.</summary>
/// <param name="HasEveryKind">A pretend CRM of every kind is there.</param>
/// <param name="Environment">Where to write the variables of others; null to print them.</param>
/// <param name="LivePort">Of the live API.</param>
/// <param name="HasConsole">The web console is started.</param>
internal sealed record ServeOptions(bool HasEveryKind, FileInfo? Environment, int LivePort, bool HasConsole);
