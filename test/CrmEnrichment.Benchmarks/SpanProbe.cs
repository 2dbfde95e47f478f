using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>Where the time of a warm event goes, told by when its two requests reach the upstream and are answered.</summary>
internal static class SpanProbe
{
    private const int WarmUp = 2000;
    private const int Events = 500;

    public static async Task<SpanFigures> MeasureAsync(Party party, UpstreamProcess upstream)
    {
        await using var running = party.Deploy();
        await running.WarmUpAsync(WarmUp);
        await upstream.TakeExchangesAsync();
        var events = new List<(long From, TimeSpan Duration)>();
        for (var i = 0; i < Events; i++)
        {
            var from = TimeProvider.System.GetTimestamp();
            events.Add((from, (await running.InvokeAsync()).Duration));
        }

        // One event at a time: its requests are the next two. A party with a table also asks that, which is not among these.
        var exchanges = await upstream.TakeExchangesAsync();
        var spans = events.Zip(exchanges.Chunk(2).Where(two => two.Length == 2), (told, two) => new[]
        {
            Between(told.From, two[0].Arrived), Between(two[0].Arrived, two[0].Answered), Between(two[0].Answered, two[1].Arrived), Between(two[1].Arrived, two[1].Answered),
            told.Duration.TotalMilliseconds - Between(told.From, two[1].Answered),
        }).ToList();
        return new SpanFigures(party.Name, Median(0), Median(1), Median(2), Median(3), Median(4));

        double Median(int span) => Quantile.Of(spans.ConvertAll(one => one[span]), 0.5);
    }

    private static double Between(long earlier, long later) => TimeProvider.System.GetElapsedTime(earlier, later).TotalMilliseconds;
}
