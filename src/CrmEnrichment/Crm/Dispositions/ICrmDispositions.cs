using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Dispositions;

/// <summary>One CRM, told how a call ended. It shares the connection of the look-ups: session, token, pace and rate limit.</summary>
/// <remarks>
/// Each call may be repeated. There is none that takes the do-not-contact mark away, and there must not be: that is a person's to do.
/// Every member throws <see cref="UpstreamException"/> where the CRM does not answer or refuses; a refusal names the property, never its value.
/// </remarks>
public interface ICrmDispositions
{
    /// <summary>The source's configured name.</summary>
    string Name { get; }

    /// <param name="id">As the CRM writes it.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The record, or what is left of it after a merge; null when the CRM has no such record.</returns>
    Task<DispositionRecord?> FindAsync(string id, CancellationToken ct);

    /// <summary>Marks the record so that nobody contacts the customer again.</summary>
    Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct);

    /// <summary>The record's open deal, of several the one that was changed last.</summary>
    /// <returns>As the CRM writes it; null when there is none, and where the record itself has the stage.</returns>
    Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct);

    /// <summary>Sets the stage of a deal; without one, that of the record itself or the status of a lead.</summary>
    /// <param name="record">Whose it is.</param>
    /// <param name="deal">What <see cref="FindDealAsync"/> gave. It may be closed by now.</param>
    /// <param name="stages">What is set.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False when there is nothing whose stage could be set.</returns>
    Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct);

    /// <summary>Real and cheap calls that fail when these would fail. Nothing is written.</summary>
    Task ProbeAsync(CancellationToken ct);
}

/// <summary>A contact or lead.</summary>
/// <param name="Id">As the CRM writes it.</param>
/// <param name="IsDoNotContact">It has the mark.</param>
public sealed record DispositionRecord(string Id, bool IsDoNotContact)
{
    public override string ToString() => IsDoNotContact ? "a record with the do-not-contact mark" : "a record";
}

/// <summary>What a disposition means in one CRM.</summary>
/// <param name="Deal">Stage of a deal or opportunity; empty to leave it.</param>
/// <param name="Lead">Status of a lead; empty to leave it.</param>
public sealed record DispositionStages(string Deal, string Lead)
{
    public bool IsEmpty => Deal.Length == 0 && Lead.Length == 0;
}
