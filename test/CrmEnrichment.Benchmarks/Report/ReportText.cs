namespace CrmEnrichment.Benchmarks.Report;

/// <summary>A run for people, at most 80 columns wide.</summary>
internal static class ReportText
{
    private const int NamedCalls = 4;

    public static string Of(BenchmarkRun run) => $"""
        {run.Date.UtcDateTime:yyyy-MM-dd HH:mm} UTC, commit {run.Commit}, {run.Processors} processors, load {run.Load:0.0} before the run
        Times in ms, memory and package in MiB. Warm: the second half of {run.Parties[0].Events} events.

        {Parties(run)}
        Ratios of this run. The floor makes the same two calls and nothing else.

        {AllRatios(run)}
        An upstream that takes its time.

        {Paths(run)}
        A warm event, by when its requests reach the upstream and are answered.

        {Spans(run)}
        How often a thread stops to wait in a warm event, and the system calls (strace).

        {Calls(run)}
        """;

    public static string Of(IReadOnlyList<Comparison> comparisons)
    {
        var table = new TextTable("", "before", "now", "change");
        foreach (var one in comparisons)
        {
            table.Row($"{one.Now.Party}: {one.Now.Figure}", Two(one.Before.Value), Two(one.Now.Value), $"{one.Change:+0%;-0%;0%}{(one.IsRegression ? " !" : "")}");
        }

        return table.ToString();
    }

    private static TextTable Parties(BenchmarkRun run)
    {
        var table = new TextTable("", "first event", "low-high", "p50", "p95", "CPU", "warm", "peak", "zip");
        foreach (var party in run.Parties)
        {
            table.Row(
                party.Name, party.FirstEvent is { } first ? $"{first.Median:0}" : "", party.FirstEvent is { } spread ? $"{spread.Lowest:0}-{spread.Highest:0}" : "",
                Two(party.Warm.Median), Two(party.Warm.NinetyFifth), Two(party.ProcessorPerEvent), Two(party.ProcessorPerWarmEvent), $"{party.PeakMemory:0}",
                party.PackageSize is { } size ? $"{size:0.0}" : "");
        }

        return table;
    }

    private static TextTable AllRatios(BenchmarkRun run)
    {
        var ratios = Ratios.Of(run.Parties);
        var figures = ratios.Select(ratio => ratio.Figure).Distinct(StringComparer.Ordinal).ToList();
        var table = new TextTable(["×", .. figures.Select(figure => Ratios.Headings[figure])]);
        foreach (var party in ratios.GroupBy(ratio => ratio.Party, StringComparer.Ordinal))
        {
            var values = party.ToDictionary(ratio => ratio.Figure, ratio => Two(ratio.Value), StringComparer.Ordinal);
            table.Row([party.Key, .. figures.Select(figure => values.GetValueOrDefault(figure) ?? "")]);
        }

        return table;
    }

    private static TextTable Paths(BenchmarkRun run)
    {
        var table = new TextTable("", "upstream", "p50", "p95", "above");
        foreach (var path in run.Paths)
        {
            table.Row($"{path.Party}: {path.Path}", $"{path.Waits:0}", $"{path.Median:0.0}", $"{path.NinetyFifth:0.0}", $"{path.Above:0.0}");
        }

        return table;
    }

    private static TextTable Spans(BenchmarkRun run)
    {
        var table = new TextTable("", "before CRM", "CRM", "between", "PATCH", "after");
        foreach (var span in run.Spans)
        {
            table.Row(span.Party, $"{span.BeforeCrm:0.000}", $"{span.Crm:0.000}", $"{span.BetweenCalls:0.000}", $"{span.Patch:0.000}", $"{span.AfterPatch:0.000}");
        }

        return table;
    }

    private static TextTable Calls(BenchmarkRun run)
    {
        var names = run.Calls.SelectMany(calls => calls.ByName).GroupBy(call => call.Key, call => call.Value).OrderByDescending(call => call.Max()).Take(NamedCalls).Select(call => call.Key).ToList();
        var waits = run.Parties.ToDictionary(party => party.Name, party => party.WaitsPerEvent, StringComparer.Ordinal);
        var table = new TextTable(["", "waits", "calls", .. names]);
        foreach (var calls in run.Calls)
        {
            table.Row([calls.Party, $"{waits[calls.Party]:0.0}", $"{calls.Total:0.0}", .. names.Select(name => $"{calls.ByName.GetValueOrDefault(name):0.0}")]);
        }

        return table;
    }

    private static string Two(double value) => $"{value:0.00}";
}
