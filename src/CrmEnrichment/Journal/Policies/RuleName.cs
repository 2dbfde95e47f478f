using System.Text.RegularExpressions;

namespace CrmEnrichment.Journal.Policies;

/// <summary>Part of a task's tracking id, which CRMs keep in short fields.</summary>
internal static partial class RuleName
{
    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,16}\z", RegexOptions.None, 10_000)]
    public static partial Regex Pattern { get; }
}
