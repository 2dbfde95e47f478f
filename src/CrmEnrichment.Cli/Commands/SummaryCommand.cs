using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using Spectre.Console;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq summary: what lies there, by reason, upstream, handler, source, form, standing and hour.</summary>
internal static class SummaryCommand
{
    public static Command Create(TimeProvider time)
    {
        var command = new LetterCommand("summary", "Count the letters by reason, upstream, handler, source, form, standing and hour.", time).Filtered();
        var look = new LookOptions(command, time);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            var summary = new Summary();
            await foreach (var (_, _, listed) in look.ReadAsync(connection, parsed, ct))
            {
                summary.Add(listed);
            }

            if (command.Json(parsed))
            {
                Console.WriteLine(Json.Line(summary));
            }
            else
            {
                Show(summary);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(Summary summary)
    {
        Console.WriteLine(summary.Oldest is null
            ? Count.Of(summary.Letters)
            : $"{Count.Of(summary.Letters)}, failed from {summary.Oldest:yyyy-MM-dd HH:mm:ss}Z to {summary.Newest:yyyy-MM-dd HH:mm:ss}Z");
        if (summary.Letters == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumn("by").AddColumn("").AddColumn(new TableColumn("letters").RightAligned());
        Add("reason", summary.ByReason);
        Add("upstream", summary.ByUpstream);
        Add("handler", summary.ByHandler);
        Add("source", summary.BySource);
        Add("form", summary.ByForm);
        Add("standing", summary.ByStanding);
        AnsiConsole.Write(table);
        if (summary.ByHour.Count > 0)
        {
            AnsiConsole.Write(new BarChart { Label = "by hour of the last failure" }.LeftAlignLabel()
                .AddItems(summary.ByHour, hour => new BarChartItem(hour.Key, hour.Value, Color.Yellow)));
        }

        void Add(string by, SortedDictionary<string, int> counts)
        {
            foreach (var (name, count) in counts)
            {
                table.AddRow(by, Markup.Escape(name), $"{count}");
                by = "";
            }
        }
    }
}
