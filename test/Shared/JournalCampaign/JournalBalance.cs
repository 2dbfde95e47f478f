using System.Globalization;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>Call by call, what the CRM knows against what it must know.</summary>
internal sealed class JournalBalance
{
    private readonly List<string> _problems = [];

    public JournalBalance(IReadOnlyList<CampaignCall> calls, JournalledCrm.Told told)
    {
        var all = told.Entries;
        var entries = calls.ToDictionary(call => call, call => all.Where(entry => entry.Text.Contains(call.TrackingId, StringComparison.Ordinal)).ToList());
        foreach (var call in calls)
        {
            Check(call, entries[call]);
        }

        foreach (var customer in calls.Where(call => call.Customer is not null).GroupBy(call => call.Customer!, StringComparer.Ordinal))
        {
            if (told.ContactCount?.Invoke(customer.Key) is { } count && !string.Equals(count, customer.Count().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                _problems.Add($"customer {customer.Key}: {customer.Count()} calls, and the count of contacts is {count}");
            }
        }

        if (entries.Sum(call => call.Value.Count) < all.Count)
        {
            _problems.Add($"{all.Count} entries, and {entries.Sum(call => call.Value.Count)} are of calls");
        }

        foreach (var call in calls)
        {
            // A call whose end came long before its agents' events looked abandoned at first: it may have the task too, and never twice.
            var tasks = told.Tasks.Count(task => task.Contains(call.TrackingId, StringComparison.Ordinal));
            if (tasks < (call.Kind is "abandoned" ? 1 : 0) || tasks > (call.Customer is null ? 0 : 1))
            {
                _problems.Add($"{call.Id} ({call.Kind}): {tasks} tasks");
            }
        }

        Text = string.Join('\n', calls.GroupBy(call => call.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"  {kind.Key,-16} {kind.Count(),5} calls {kind.Sum(call => entries[call].Count),5} entries"));
    }

    public IReadOnlyList<string> Problems => _problems;

    public string Text { get; }

    private void Check(CampaignCall call, List<(string Text, string? Customer)> entries)
    {
        if (entries.Count != (call.Customer is null ? 0 : 1))
        {
            _problems.Add($"{call.Id} ({call.Kind}): {entries.Count} entries");
        }
        else if (entries is [var entry])
        {
            if (!string.Equals(entry.Customer, call.Customer, StringComparison.Ordinal))
            {
                _problems.Add($"{call.Id} ({call.Kind}): it belongs to {entry.Customer}, and should to {call.Customer}");
            }

            // The last wrap-up says that nothing is missing.
            if (call.Outcome is not null && !entry.Text.Contains(call.Outcome, StringComparison.Ordinal))
            {
                _problems.Add($"{call.Id} ({call.Kind}): the outcome is missing");
            }
        }
    }
}
