using System.CommandLine;
using CrmEnrichment.Cli.Commands;
using CrmEnrichment.Cli.Options;

namespace CrmEnrichment.Cli.Changes;

/// <summary>How a change is limited, and tried without doing it.</summary>
internal sealed class ChangeOptions
{
    private readonly Option<int?> _limit = StrictOption.Number("--limit", "at most this many letters", least: 1);
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "say which letters are meant and do nothing" };

    public ChangeOptions(Command command)
    {
        command.Options.Add(_limit);
        command.Options.Add(_dryRun);
    }

    public LetterChange Limit(LetterChange change, ParseResult parsed) =>
        change with { Limit = parsed.GetValue(_limit), IsDryRun = parsed.GetValue(_dryRun) };

    /// <exception cref="UsageException">No filter.</exception>
    public static void RequireFilter(DeadLetters.LetterFilter filter, LetterCommand command)
    {
        if (filter.IsEmpty)
        {
            throw new UsageException($"dlq {command.Name} asks for a filter, such as --reason or --letter: it is not for every letter at once.");
        }
    }
}
