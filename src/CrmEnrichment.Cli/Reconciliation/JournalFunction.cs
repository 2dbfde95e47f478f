using CrmEnrichment.Cli.Deployed;

namespace CrmEnrichment.Cli.Reconciliation;

/// <summary>The deployed function ReconcileJournal, by its own name or by its stack's.</summary>
/// <param name="Name">Name, <c>NAME:ALIAS</c> or ARN; null where the stack is asked.</param>
/// <param name="Stack">Used where there is no name.</param>
internal sealed record JournalFunction(string? Name, string? Stack)
{
    /// <summary>With which parameter a stack has it.</summary>
    public const string Setting = "Journal=true";

    public static JournalFunction? Of(string? name, string? stack) => name is null && stack is null ? null : new(name, stack);

    /// <exception cref="UsageException">The stack has none.</exception>
    public async Task<string> FindAsync(CancellationToken ct) => Name ?? await DeployedJob.FindAsync(FunctionFeatures.ReconcileJournal, Setting, Stack!, ct);
}
