using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Journal.Policies;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Which tasks an interaction leaves. Pure.</summary>
internal static class FollowUps
{
    public static IEnumerable<(FollowUpRule Rule, FollowUpTask Task)> Of(EntryFacts facts, JournalEntry entry, bool isVip, IEnumerable<FollowUpRule> rules) =>
        rules.Where(rule => Holds(rule, facts, entry, isVip)).Select(rule => (rule, new FollowUpTask
        {
            TrackingId = $"{entry.TrackingId}-{rule.Name}",
            Title = rule.Title
                .Replace("{outcome}", entry.Outcome ?? "no outcome", StringComparison.Ordinal)
                .Replace("{queue}", entry.Queue ?? "no queue", StringComparison.Ordinal)
                .Replace("{media}", $"{entry.Media}", StringComparison.Ordinal),
            Text = entry.Notes,
            DueAt = (entry.EndedAt ?? entry.StartedAt) + rule.DueAfter,
            Priority = isVip ? TaskPriority.High : rule.Priority,
            Customer = entry.Customer,
            OwnerId = entry.OwnerId,
        }));

    private static bool Holds(FollowUpRule rule, EntryFacts facts, JournalEntry entry, bool isVip) =>
        (rule.Outcomes.Count == 0 || rule.Outcomes.Intersect(facts.Outcomes, StringComparer.OrdinalIgnoreCase).Any())
        && (rule.Queues.Count == 0 || rule.Queues.Intersect(facts.Queues, StringComparer.OrdinalIgnoreCase).Any())
        && (!rule.Abandoned || entry.IsAbandoned)
        && (!rule.Vip || isVip)
        && entry.Duration >= rule.AtLeast;
}
