using CrmEnrichment.Cli.Output;
using Spectre.Console;

namespace CrmEnrichment.Cli.Letters;

/// <summary>A summary for people.</summary>
internal static class SummaryView
{
    private const int MostMessages = 10;

    /// <summary>Characters beside a name: the column before it, the count behind it, and the gaps.</summary>
    private const int BesideName = 26;

    public static void Show(Summary summary)
    {
        Terminal.Answer(summary.Oldest is null
            ? Count.Of(summary.Letters)
            : $"{Count.Of(summary.Letters)}, failed from {summary.Oldest:yyyy-MM-dd HH:mm:ss}Z to {summary.Newest:yyyy-MM-dd HH:mm:ss}Z");
        if (summary.Letters == 0)
        {
            return;
        }

        if (summary.Healing > 0)
        {
            var heal = summary.Healing == 1 ? "1 heals by itself" : $"{summary.Healing} heal by themselves";
            Terminal.Answer($"{heal}, until {summary.HealingUntil:HH:mm:ss}Z at the latest. {summary.NeedingAPerson} {(summary.NeedingAPerson == 1 ? "needs" : "need")} a person.");
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumn("by").AddColumn("").AddColumn(new TableColumn("letters").RightAligned());
        Add("reason", summary.ByReason);
        Add("message", summary.ByMessage.OrderByDescending(message => message.Value).Take(MostMessages));
        Add("upstream", summary.ByUpstream);
        Add("handler", summary.ByHandler);
        Add("source", summary.BySource);
        Add("form", summary.ByForm);
        Add("standing", summary.ByStanding);
        Terminal.Draw(table);
        if (summary.ByHour.Count > 0)
        {
            Terminal.Draw(new BarChart { Label = "by hour of the last failure" }.LeftAlignLabel()
                .AddItems(summary.ByHour, hour => new BarChartItem(hour.Key, hour.Value, Color.Yellow)));
        }

        void Add(string by, IEnumerable<KeyValuePair<string, int>> counts)
        {
            foreach (var (name, count) in counts)
            {
                table.AddRow(by, Markup.Escape(Printable.Cut(name, Terminal.Width - BesideName)), $"{count}");
                by = "";
            }
        }
    }
}
