using System.Text.Json;

namespace CrmEnrichment.Platforms;

/// <summary>A dialler whose leads are copies of CRM records: a change in the CRM is told to the lead, and to the screen that shows it.</summary>
public interface ILeadUpdates
{
    /// <summary>Doing it twice does no harm.</summary>
    /// <param name="source">The CRM source whose record has changed.</param>
    /// <param name="id">The record's id there.</param>
    /// <param name="readFields">Asks the CRM for the record's fields; called only where the record is a lead.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="Http.Upstreams.UpstreamException">The dialler did not take it.</exception>
    Task<LeadUpdate> UpdateAsync(string source, string id, Func<CancellationToken, Task<IReadOnlyDictionary<string, JsonElement>>> readFields, CancellationToken ct);
}
