using System.Globalization;

namespace CrmEnrichment.Benchmarks;

/// <summary>The yardstick: the two calls in a loop. A line with a number on its input is that many; the answer is a line of milliseconds.</summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(Uri upstream)
    {
        using var calls = new TwoCalls(upstream);
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
        {
            var times = new double[int.Parse(line, CultureInfo.InvariantCulture)];
            for (var i = 0; i < times.Length; i++)
            {
                var started = TimeProvider.System.GetTimestamp();
                await calls.MakeAsync();
                times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            }

            Console.WriteLine(string.Join(' ', times));
        }

        return 0;
    }
}
