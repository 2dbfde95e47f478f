using System.Text.RegularExpressions;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>Counts what <c>strace -f -o FILE</c> writes: a line for each call, two if another thread's call came in between.</summary>
internal static partial class StraceLog
{
    private const string FutexWait = "futex(wait)";

    public static CallFigures Count(string party, IEnumerable<string> lines, int events)
    {
        var calls = lines.Select(line => Call().Match(line)).Where(call => call.Success).Select(Name).CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        var perEvent = calls.OrderByDescending(call => call.Value).ThenBy(call => call.Key, StringComparer.Ordinal)
            .ToDictionary(call => call.Key, call => Math.Round((double)call.Value / events, 2), StringComparer.Ordinal);
        return new CallFigures(party, Math.Round((double)calls.Values.Sum() / events, 2), perEvent.GetValueOrDefault(FutexWait), perEvent);
    }

    private static string Name(Match call) => call.Groups["futex"] is { Success: true, Value: var operation }
        ? operation.StartsWith("WAIT", StringComparison.Ordinal) ? FutexWait : "futex(wake)"
        : call.Groups["name"].Value;

    // 123 futex(0x7f1c, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL, FUTEX_BITSET_MATCH_ANY <unfinished ...>
    [GeneratedRegex(@"^\d+ +(?<name>\w+)\((0x[0-9a-f]+, FUTEX_(?<futex>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();
}
