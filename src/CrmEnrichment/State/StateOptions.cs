using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.State;

/// <summary>Section <c>State</c>.</summary>
public sealed class StateOptions
{
    public const string Section = "State";

    /// <summary>DynamoDB table (key <c>pk</c>, TTL attribute <c>expires</c>). Empty: in memory, seen by one process only.</summary>
    public string Table { get; set; } = "";

    /// <summary>How long the ledger remembers what has been done. Genesys re-publishes for up to four days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(5);
}
