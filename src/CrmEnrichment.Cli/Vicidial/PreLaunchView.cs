using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions.PreLaunch;

namespace CrmEnrichment.Cli.Vicidial;

/// <summary>The check list for people: a line for each check, and below what is wrong the fix.</summary>
internal static class PreLaunchView
{
    private const int Indent = 9;

    public static void Show(IReadOnlyList<CheckLine> lines)
    {
        foreach (var line in lines)
        {
            Terminal.Answer(Paragraph.Wrap($"{line.Name}: {Redaction.Mask(line.Text)}", Terminal.Width, $"{line.Verdict}".PadRight(Indent), Indent));
            if (line.Fix is { } fix)
            {
                Terminal.Answer(Paragraph.Wrap(fix, Terminal.Width, new string(' ', Indent), Indent));
            }
        }

        Terminal.Answer("");
        Terminal.Answer(Paragraph.Wrap(Sum(lines), Terminal.Width));
    }

    private static string Sum(IReadOnlyList<CheckLine> lines)
    {
        var counts = string.Join(", ", lines.CountBy(line => line.Verdict).OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
        return lines.Any(line => line.Verdict is CheckVerdict.Wrong) ? $"{counts}. Put right what is Wrong before the first call." : $"{counts}.";
    }
}
