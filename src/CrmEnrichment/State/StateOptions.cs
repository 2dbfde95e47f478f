using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.State;

/// <summary>Section <c>State</c>.</summary>
public sealed partial class StateOptions
{
    public const string Section = "State";

    /// <summary>DynamoDB table (key <c>pk</c>, TTL attribute <c>expires</c>). Empty: in memory, for one process only.</summary>
    public string Table { get; init; } = "";

    /// <summary>How long handled events are remembered. Genesys re-publishes for up to four days.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(5);

    internal static StateOptions Read(Settings settings) => new()
    {
        Table = settings.Text(nameof(Table), "use a DynamoDB table's name or ARN, or leave it empty", "", TableName),
        RememberFor = settings.Duration(nameof(RememberFor), TimeSpan.FromDays(5), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
    };

    [GeneratedRegex(@"^[a-zA-Z0-9_.:/-]{3,255}$", RegexOptions.None, 10_000)]
    private static partial Regex TableName { get; }
}
