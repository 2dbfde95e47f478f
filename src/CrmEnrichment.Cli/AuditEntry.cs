using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli;

/// <summary>One line of the audit record (docs/cli.md). What a command does not have is left out.</summary>
/// <param name="Who">User and machine.</param>
/// <param name="Identity">AWS's, where it could be had.</param>
/// <param name="Step"><c>begun</c> before anything is touched, <c>ended</c> after the last; <c>revealed</c> for a look.</param>
public sealed record AuditEntry(DateTimeOffset At, string Who, string? Identity, string Command, string Step)
{
    public LetterFilter? Filter { get; init; }

    public string? Function { get; init; }

    /// <summary>Of leads that were imported.</summary>
    public string? File { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public int? Count { get; init; }

    public IReadOnlyCollection<string>? LetterIds { get; init; }

    public IReadOnlyCollection<string>? InteractionIds { get; init; }

    /// <summary>Of VICIdial, whose dispositions were repaired.</summary>
    public IReadOnlyCollection<string>? LeadIds { get; init; }

    /// <summary>Of VICIdial, whose settings were changed.</summary>
    public IReadOnlyCollection<string>? Campaigns { get; init; }

    public IReadOnlyDictionary<string, int>? Outcome { get; init; }
}
