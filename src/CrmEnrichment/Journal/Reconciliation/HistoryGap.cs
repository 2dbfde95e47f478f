using CrmEnrichment.Journal.Collecting;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>What the platform's history tells of an interaction and no event told. Pure.</summary>
internal static class HistoryGap
{
    /// <param name="known">What events told.</param>
    /// <param name="told">What the history tells alone.</param>
    /// <param name="both">The one with the other. What is not even in there can be had from nobody, and is no gap.</param>
    public static IReadOnlyList<string> Of(KnownInteraction known, KnownInteraction told, KnownInteraction both) => [.. Lacking(known, told).Except(Lacking(both, told), StringComparer.Ordinal)];

    private static IEnumerable<string> Lacking(KnownInteraction known, KnownInteraction told)
    {
        if (known.StartedAt is null && told.StartedAt is not null)
        {
            yield return "start";
        }

        if (known.EndedAt is null && told.EndedAt is not null)
        {
            yield return "end";
        }

        if ((known.Phone ?? known.Address) is null && (told.Phone ?? told.Address) is not null)
        {
            yield return "number";
        }

        if (told.Parts.Any(part => part.HasTalked && !known.Parts.Any(other => other.HasTalked && IsSame(part, other))))
        {
            yield return "agent";
        }

        // A dialect that names wrap-ups may have other codes for them.
        if (known.Parts.All(part => part.WrapUpName is null)
            && told.Parts.Any(part => part.WrapUpCode is { } code && !known.Parts.Any(other => string.Equals(other.WrapUpCode?.Text, code.Text, StringComparison.OrdinalIgnoreCase))))
        {
            yield return "wrap-up";
        }
    }

    private static bool IsSame(AgentPart one, AgentPart other) =>
        string.Equals(one.Session, other.Session, StringComparison.OrdinalIgnoreCase)
        || (one.AgentId is { } id && string.Equals(id.Text, other.AgentId?.Text, StringComparison.OrdinalIgnoreCase));
}
