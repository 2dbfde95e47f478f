using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;

namespace CrmEnrichment.Cli.Checks;

/// <summary>A check for people.</summary>
internal static class CheckView
{
    public static void Show(CheckAnswer answer, bool isLive)
    {
        Columns([.. answer.Functions.Select(function => (function.Name, Of(function)))]);
        foreach (var problem in answer.Problems)
        {
            Item(problem.Message, problem.Functions.Count > 0 ? $"Stops {string.Join(", ", problem.Functions)}." : null);
        }

        if (answer.Components is { } components)
        {
            Terminal.Answer("");
            Show(components);
        }
        else if (isLive)
        {
            Item("Nothing was probed: CheckHealth would not start with these settings.", null);
        }
        else if (answer.IsWell)
        {
            Item("The settings are complete. With --live the systems behind them are asked, too.", null);
        }
    }

    private static void Show(IReadOnlyList<ComponentReport> components)
    {
        Columns([.. components.Select(component => (component.Name, $"{component.Status} after {component.DurationMs} ms"))]);
        foreach (var component in components.Where(component => component.Message is not null))
        {
            var message = Redaction.Mask(component.Message!);
            Item(message.StartsWith($"{component.Name}: ", StringComparison.Ordinal) ? message : $"{component.Name}: {message}", component.Reason is { } reason ? $"Reason {reason}." : null);
        }
    }

    private static void Columns(IReadOnlyList<(string Name, string Text)> rows)
    {
        var width = rows.Max(row => row.Name.Length) + 2;
        foreach (var (name, text) in rows)
        {
            Terminal.Answer(Paragraph.Wrap(text, Terminal.Width, Printable.Line(name).PadRight(width), width));
        }
    }

    /// <summary>One thing that is wrong, and below it what it means.</summary>
    private static void Item(string text, string? means)
    {
        Terminal.Answer("");
        Terminal.Answer(Paragraph.Wrap(text, Terminal.Width));
        if (means is not null)
        {
            Terminal.Answer(Paragraph.Wrap(means, Terminal.Width, "    ", 4));
        }
    }

    private static string Of(CheckAnswer.FunctionAnswer function) => function.Status switch
    {
        nameof(FunctionStatus.Starts) => function.DeployedAs is { } name ? $"would start ({name})" : "would start",
        nameof(FunctionStatus.DoesNotStart) => function.DeployedAs is { } name ? $"would not start ({name})" : "would not start",
        _ => $"not configured: nothing of the section {FunctionFeatures.SectionOf(function.Name)}{(FunctionFeatures.FurtherSectionOf(function.Name) is { } further ? $" or {further}" : "")} is set",
    };
}
