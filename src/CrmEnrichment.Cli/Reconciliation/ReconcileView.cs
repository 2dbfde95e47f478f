using System.Globalization;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Journal.Reconciliation;

namespace CrmEnrichment.Cli.Reconciliation;

/// <summary>What a reconciliation found, for people: one line for each interaction that is not in order, and the counts.</summary>
internal static class ReconcileView
{
    private const int ShortestLacks = 8;

    public static void Show(ReconcileAnswer answer)
    {
        foreach (var line in Lines(answer.Findings, answer.Fix, Terminal.Width))
        {
            Terminal.Answer(line);
        }

        if (answer.Findings.Count > 0)
        {
            Terminal.Answer("");
        }

        foreach (var sentence in Sentences(answer))
        {
            Terminal.Answer(Paragraph.Wrap(sentence, Terminal.Width));
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyList<Finding> findings, bool isFix, int width)
    {
        if (findings.Count == 0)
        {
            return [];
        }

        List<(string Name, Func<Finding, string> Value)> columns =
        [
            ("INTERACTION", finding => Printable.Line(finding.InteractionId)),
            ("ENDED", finding => finding.EndedAt.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)),
            ("FOUND", finding => finding.Kind.ToString()),
            ("FIXED", finding => finding.IsFixed ? "yes" : "no"),
            ("CRM", finding => Printable.Cut(string.Join(',', finding.Crms), ShortestLacks)),
            ("LACKS", finding => string.Join(", ", finding.Lacks)),
        ];
        columns.RemoveAll(column => column.Name is "FIXED" && !isFix);
        return TextTable.Lines([[.. columns.Select(column => column.Name)], .. findings.Select(finding => columns.Select(column => column.Value(finding)).ToArray())], width, ShortestLacks);
    }

    private static IEnumerable<string> Sentences(ReconcileAnswer answer)
    {
        var reached = answer.IsWhole ? answer.Until : answer.ContinueAt ?? answer.Since;
        yield return $"{answer.Interactions} {(answer.Interactions == 1 ? "interaction" : "interactions")} from {Time(answer.Since)} to {Time(reached)}{(answer.Counts.Count > 0 ? ": " : "")}{string.Join(", ", answer.Counts.Select(count => $"{count.Value} {count.Key}"))}.";
        if (answer.Fixed > 0)
        {
            yield return $"{answer.Fixed} given to WriteJournalEntry. Run the same command again in some minutes: it must find nothing more.";
        }
        else if (!answer.Fix && answer.Findings.Any(finding => finding.Kind is FindingKind.Missing or FindingKind.Unfinished))
        {
            yield return "Nothing was changed. With --fix, what is missing or unfinished is written.";
        }

        if (answer.NotListed > 0)
        {
            yield return $"{answer.NotListed} more are not listed: ask for a shorter period.";
        }

        if (answer.NotRead.Count > 0)
        {
            yield return $"The entries in {string.Join(", ", answer.NotRead)} could not be read. The log of ReconcileJournal says why.";
        }

        if (!answer.IsWhole)
        {
            yield return $"Not compared to the end. {(answer.Failure is { } failure ? Redaction.Mask(failure) : "The function made no progress, or another run is at work.")} Go on with --since {(answer.ContinueAt ?? answer.Since).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.";
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
