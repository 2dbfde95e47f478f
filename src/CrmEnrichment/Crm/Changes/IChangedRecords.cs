using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Changes;

/// <summary>A CRM that does not tell what has changed, but can be asked.</summary>
public interface IChangedRecords
{
    /// <summary>What is asked one after the other, such as modules; each has a place of its own from which it is read on.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <summary>The records that have changed at this time or later, the oldest change first; a cut answer holds the oldest.</summary>
    /// <param name="part">One of <see cref="Parts"/>.</param>
    /// <param name="since">To the second.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="UpstreamException">The CRM did not answer.</exception>
    Task<ChangedRecords> ReadAsync(string part, DateTimeOffset since, CancellationToken ct);
}

/// <summary>What has changed.</summary>
/// <param name="Changes">Each with its time; the ids are whole.</param>
/// <param name="IsCut">Whether there may be more.</param>
public sealed record ChangedRecords(IReadOnlyList<RecordChange> Changes, bool IsCut);
