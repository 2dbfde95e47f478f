using System.Globalization;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>Call by call, what the CRM knows against what it must know.</summary>
internal sealed class JournalBalance
{
    private readonly List<string> _problems = [];

    public JournalBalance(IReadOnlyList<CampaignCall> calls, PretendCrm crm)
    {
        var entries = crm.Activities.All.ToLookup(entry => entry["tracking_id"]?.ToString(), StringComparer.Ordinal);
        foreach (var call in calls)
        {
            Check(call, [.. entries[call.TrackingId]]);
        }

        foreach (var customer in calls.Where(call => call.Customer is not null).GroupBy(call => call.Customer!, StringComparer.Ordinal))
        {
            var count = crm.Find(customer.Key)?["contact_count"]?.ToString();
            if (!string.Equals(count, customer.Count().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                _problems.Add($"customer {customer.Key}: {customer.Count()} calls, and contact_count is {count}");
            }
        }

        Text = string.Join('\n', calls.GroupBy(call => call.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"  {kind.Key,-16} {kind.Count(),5} calls {kind.Sum(call => entries[call.TrackingId].Count()),5} entries"));
    }

    public IReadOnlyList<string> Problems => _problems;

    public string Text { get; }

    private void Check(CampaignCall call, IReadOnlyList<JsonObject> entries)
    {
        if (entries.Count != (call.Customer is null ? 0 : 1))
        {
            _problems.Add($"{call.Id} ({call.Kind}): {entries.Count} entries");
            return;
        }

        if (entries is not [var entry])
        {
            return;
        }

        Demand("customer", entry["customer"]?.ToString(), call.Customer);
        Demand("outcome", entry["outcome"]?.ToString() is { } outcome && call.Outcome is not null ? outcome.EndsWith(call.Outcome, StringComparison.Ordinal) : call.Outcome is null, expected: true);
        Demand("duration", entry["duration"]?.ToString(), (10 + (Math.Max(call.Agents, 1) * 60)).ToString(CultureInfo.InvariantCulture));

        void Demand<T>(string what, T actual, T expected)
        {
            if (!Equals(actual, expected))
            {
                _problems.Add($"{call.Id} ({call.Kind}): {what} is {actual}, and should be {expected}");
            }
        }
    }
}
