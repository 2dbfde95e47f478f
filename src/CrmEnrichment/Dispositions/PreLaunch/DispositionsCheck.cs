namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Whether something is configured for each disposition that agents gave in the last days, in each campaign and in-group.</summary>
internal sealed class DispositionsCheck(RecentCalls recent, DispositionsOptions dispositions) : IPreLaunchCheck
{
    /// <summary>One request each.</summary>
    public const int Days = 7;

    public string Name => "dispositions";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var calls = new SortedDictionary<string, (int Calls, SortedSet<string> Groups)>(StringComparer.Ordinal);
        var mapped = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Days; i++)
        {
            var counts = await recent.OfAsync(recent.Today.AddDays(-i), ct);
            foreach (var group in counts.Groups)
            {
                foreach (var (status, count) in counts.OfGroup(group))
                {
                    if (dispositions.Find(group, status) is not null)
                    {
                        mapped.Add(status);
                        continue;
                    }

                    var known = calls.TryGetValue(status, out var before) ? before : (Calls: 0, Groups: new SortedSet<string>(StringComparer.Ordinal));
                    known.Groups.Add(group);
                    calls[status] = (known.Calls + count, known.Groups);
                }
            }
        }

        return calls.Count > 0
            ? [.. calls.Select(status => new CheckLine(
                $"disposition {status.Key}",
                CheckVerdict.Wrong,
                $"Nothing is configured for it, and {status.Value.Calls} calls of the last {Days} days had it, in {string.Join(", ", status.Value.Groups)}: each becomes a letter, and the CRM is not told.",
                $"Set Dispositions__Map__{status.Key}__…, or name it in Vicidial__Reconcile__WithoutAgent if VICIdial gives it without an agent."))]
            : mapped.Count == 0
                ? [new(Name, CheckVerdict.Look, $"No agent gave a disposition in the last {Days} days, so nothing could be compared.", "Run this again after a test call with each disposition.")]
            : [new(Name, CheckVerdict.Ok, $"Every disposition of the last {Days} days is configured: {string.Join(", ", mapped)}.")];
    }
}
