using System.Globalization;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions.Reconciliation;

namespace CrmEnrichment.Cli.Vicidial;

/// <summary>What a reconciliation with VICIdial found, for people: one line for each disposition that did not reach us, the lost URLs, the counts, and what to do next.</summary>
internal static class DispositionView
{
    private const int ShortestLast = 8;

    /// <summary>More rows hide the sentences that say what to do; <c>--json</c> has them all.</summary>
    private const int MostRows = 200;

    public static void Show(DispositionAnswer answer)
    {
        var tables = new[] { Findings(answer), Lost(answer) };
        foreach (var line in tables.SelectMany(table => table))
        {
            Terminal.Answer(line);
        }

        foreach (var sentence in Sentences(answer))
        {
            Terminal.Answer(Paragraph.Wrap(sentence, Terminal.Width));
        }
    }

    private static IReadOnlyList<string> Findings(DispositionAnswer answer)
    {
        if (answer.Findings.Count == 0)
        {
            return [];
        }

        string[][] rows = [["LEAD", "DAY", "DISPO", "FOUND", "FIXED", "AGENT", "CAMPAIGN"], .. answer.Findings.Take(MostRows).Select(finding => new[]
        {
            Printable.Line(finding.LeadId), Day(finding.Day), Printable.Cut(finding.Disposition, 8), finding.Kind.ToString(), finding.IsFixed ? "yes" : "no",
            Printable.Cut(finding.Agent ?? "", 20), Printable.Line(finding.Campaign ?? ""),
        })];
        return [.. TextTable.Lines(rows, Terminal.Width, ShortestLast), ""];
    }

    private static IReadOnlyList<string> Lost(DispositionAnswer answer)
    {
        if (answer.LostUrls.Count == 0)
        {
            return [];
        }

        string[][] rows = [["CALLS", "REACHED US", "DAYS", "CAMPAIGN OR IN-GROUP"], .. answer.LostUrls.GroupBy(lost => lost.Group, StringComparer.Ordinal).Select(group => new[]
        {
            group.Sum(lost => lost.Calls).ToString(CultureInfo.InvariantCulture), "0", group.Count().ToString(CultureInfo.InvariantCulture), Printable.Line(group.Key),
        })];
        return [.. TextTable.Lines(rows, Terminal.Width, ShortestLast), ""];
    }

    private static IEnumerable<string> Sentences(DispositionAnswer answer)
    {
        var counts = string.Join(", ", answer.Counts.Select(count => $"{count.Value} {count.Key}"));
        yield return $"{answer.Calls} {(answer.Calls == 1 ? "call" : "calls")} with a disposition on {answer.Days} {(answer.Days == 1 ? "day" : "days")} from {Day(answer.Since)} to {Day(answer.Until)}; {answer.Told} reached us{(counts.Length > 0 ? $": {counts}" : "")}.";
        if (answer.NoneEver)
        {
            yield return "No Dispo Call URL has ever reached this deployment, so no lead was looked at. Set the URL in VICIdial (Admin, Campaigns and In-Groups, Dispo Call URL).";
        }
        else if (answer.LostUrls.Count > 0)
        {
            yield return "Of the calls of these campaigns and in-groups none reached us: their Dispo Call URL is lost. A cloned campaign loses it. Set it again, then run this with --fix.";
        }

        if (answer.Fixed > 0)
        {
            yield return $"{answer.Fixed} given to SyncDisposition. Run the same command again in some minutes: it must find nothing more.";
        }
        else if (!answer.Fix && answer.Findings.Any(finding => finding.Kind is DispositionFindingKind.Missing))
        {
            yield return "Nothing was changed. With --fix, what is missing is given to SyncDisposition.";
        }

        if (answer.Counts.ContainsKey(nameof(DispositionFindingKind.Stale)))
        {
            yield return "What is Stale is older than Vicidial__MaxEventAge, so SyncDisposition would drop it: raise that setting, then run this with --fix.";
        }

        if (answer.Findings.Count > MostRows || answer.NotListed > 0)
        {
            yield return $"{Math.Max(0, answer.Findings.Count - MostRows) + answer.NotListed} more are not listed: ask for fewer days, or use --json.";
        }

        if (answer.Incomplete.Count > 0)
        {
            yield return $"VICIdial shows the first 2,000 leads of a day and a disposition only. More than that had: {string.Join(", ", answer.Incomplete)}.";
        }

        if (answer.Unexplained > 0)
        {
            yield return $"{answer.Unexplained} more are counted by VICIdial, and no lead of theirs is missing: a lead that was called twice with one outcome, or was deleted.";
        }

        if (!answer.IsWhole)
        {
            yield return $"Not compared to the end. {(answer.Failure is { } failure ? Redaction.Mask(failure) : "The function made no progress, or another run is at work.")} Go on with --since {Day(answer.ContinueAt ?? answer.Since)}.";
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
