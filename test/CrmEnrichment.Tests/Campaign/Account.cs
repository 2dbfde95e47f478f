using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>All that is known of one event at the end.</summary>
internal sealed record Account(CampaignEvent Event)
{
    public required IReadOnlyList<Delivered> Deliveries { get; init; }

    /// <summary>The PATCH requests with a customer that were made for it.</summary>
    public required IReadOnlyList<RecordedRequest> Patches { get; init; }

    /// <summary>What was sent to the queue for it by the product.</summary>
    public required IReadOnlyList<RecordedRequest> Sends { get; init; }

    public required IReadOnlyList<Kept> Letters { get; init; }

    public required bool IsWritten { get; init; }

    public int Attempts => Deliveries.Sum(d => d.Outcome.Attempts.Count);

    /// <summary>Half an answer means that the work was done.</summary>
    public int Writes => Patches.Count(p => p.Fault == Fault.HalfABody || p is { Fault: null, Status: >= 200 and < 300 });

    /// <summary>No attempt failed, and no letter went out whose arrival the product could not know of: there is no reason for a second one.</summary>
    public bool IsUndisturbed => Attempts == Deliveries.Count && Sends.All(s => s.Fault is null ? s.Status == 200 : s.Fault != Fault.HalfABody);
}
