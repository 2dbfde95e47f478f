using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Reconciliation;
using CrmEnrichment.Cli.Site.Live;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Site;

/// <summary>What the console was started with.</summary>
/// <param name="Port">On loopback; 0 for one that is free.</param>
/// <param name="IsReadOnly">Looks only.</param>
/// <param name="Configuration">The functions' own.</param>
/// <param name="Functions">What is checked and probed on the page of the health.</param>
/// <param name="Journal">The deployed function that reconciles the journal, or the stack that has it; null where neither is named.</param>
/// <param name="Record">Where it is put down who did what.</param>
/// <param name="RecordPath">The same file, to be read.</param>
internal sealed record SiteOptions(
    int Port, bool IsReadOnly, IConfiguration Configuration, IReadOnlyList<CheckedFunction> Functions, JournalFunction? Journal, RecordFile Record, string RecordPath)
{
    /// <summary>The local cloud that is watched; null where the environment names none.</summary>
    public LiveCloud? Live { get; init; }

    /// <summary>What the audit record calls the console.</summary>
    public const string Command = "console";

    public bool MayEdit => !IsReadOnly && LetterEdit.IsAllowed(Configuration);
}
