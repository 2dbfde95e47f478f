namespace CrmEnrichment.Cli;

/// <summary>The command cannot be begun as it was asked for; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
