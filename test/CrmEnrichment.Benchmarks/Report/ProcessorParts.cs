using System.Text.RegularExpressions;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>Which part of a program its processor time went to, told from stacks that <c>perf script -F ip,sym</c> writes: an empty line before each, the innermost frame first.</summary>
internal static partial class ProcessorParts
{
    public const string OtherKernel = "kernel, other";

    /// <summary>A sample belongs to the innermost frame that one of these knows, in the names that the AOT compiler gives.</summary>
    private static readonly (string Name, Regex Frame)[] s_parts =
    [
        ("garbage collection", Collector()),
        ("Polly: attempts, time limits, circuit", Polly()),
        ("redaction", Redaction()),
        ("log lines", Logs()),
        ("metrics", Metrics()),
        ("JSON", Json()),
        ("HttpClient, sockets, addresses", Http()),
        ("phone numbers", PhoneNumbers()),
        ("Lambda's runtime client", Runtime()),
        ("room Customers", Customers()),
        ("rooms Http and Deadlines", OurHttp()),
        ("our other rooms", Ours()),
    ];

    /// <returns>The share of each part, the largest first.</returns>
    public static IReadOnlyList<(string Part, double Share)> Of(IEnumerable<string> lines)
    {
        var parts = Stacks(lines).Select(PartOf).CountBy(part => part, StringComparer.Ordinal).ToList();
        var all = (double)parts.Sum(part => part.Value);
        return [.. parts.OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal).Select(part => (part.Key, part.Value / all))];
    }

    private static string PartOf(IReadOnlyList<string> stack) =>
        stack.Select(frame => SystemCall().Match(frame)).FirstOrDefault(call => call.Success) is { } known ? $"kernel, {known.Groups["name"].Value}"
        : stack.Any(frame => KernelEntry().IsMatch(frame)) ? OtherKernel
        : Tasks().IsMatch(stack[0]) ? "tasks and async methods"
        : stack.SelectMany(frame => s_parts.Where(part => part.Frame.IsMatch(frame))).Select(part => part.Name).FirstOrDefault() ?? "other";

    private static IEnumerable<IReadOnlyList<string>> Stacks(IEnumerable<string> lines)
    {
        var stack = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Trim().Split(' ', 2) is [_, var frame])
            {
                stack.Add(frame);
            }
            else if (stack.Count > 0)
            {
                yield return stack;
                stack = [];
            }
        }
    }

    [GeneratedRegex(@"^(__(x64|arm64)_sys_|ksys_)(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SystemCall();

    [GeneratedRegex("^(entry_SYSCALL|do_syscall|asm_|el0)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KernelEntry();

    [GeneratedRegex("^S_P_CoreLib_System_(Threading|Runtime_CompilerServices)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tasks();

    [GeneratedRegex("WKS::|GCHeap|GcScan", RegexOptions.None, 1000)]
    private static partial Regex Collector();

    [GeneratedRegex("^Polly_", RegexOptions.None, 1000)]
    private static partial Regex Polly();

    [GeneratedRegex("Diagnostics_Redaction|RegularExpressions", RegexOptions.None, 1000)]
    private static partial Regex Redaction();

    [GeneratedRegex("Diagnostics_JsonLineLogger|^Microsoft_Extensions_Logging|^System_Console|StreamWriter", RegexOptions.None, 1000)]
    private static partial Regex Logs();

    [GeneratedRegex("Diagnostics_Metric", RegexOptions.None, 1000)]
    private static partial Regex Metrics();

    [GeneratedRegex("^System_Text_Json", RegexOptions.None, 1000)]
    private static partial Regex Json();

    [GeneratedRegex("^System_Net_|^S_P_Uri", RegexOptions.None, 1000)]
    private static partial Regex Http();

    [GeneratedRegex("PhoneNumber", RegexOptions.None, 1000)]
    private static partial Regex PhoneNumbers();

    [GeneratedRegex("^Amazon_Lambda|^CrmEnrichment_Functions", RegexOptions.None, 1000)]
    private static partial Regex Runtime();

    [GeneratedRegex("^CrmEnrichment_CrmEnrichment_Customers", RegexOptions.None, 1000)]
    private static partial Regex Customers();

    [GeneratedRegex("^CrmEnrichment_CrmEnrichment_(Http|Deadlines)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OurHttp();

    [GeneratedRegex("^CrmEnrichment_", RegexOptions.None, 1000)]
    private static partial Regex Ours();
}
