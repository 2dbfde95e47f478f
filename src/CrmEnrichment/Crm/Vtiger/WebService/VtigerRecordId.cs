using System.Text.RegularExpressions;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>A record's id, <c>12x16</c>: the number of its module, which differs between installations, and its own.</summary>
internal static partial class VtigerRecordId
{
    /// <summary>Ids become part of requests and queries, so they have to be ids.</summary>
    public static bool IsWhole(string text) => Whole.IsMatch(text);

    /// <summary>An id, or the number behind its <c>x</c> alone.</summary>
    /// <returns>The prefix is null where there is none; null for what is no id.</returns>
    public static (string? Prefix, string Number)? Parse(string text) => Either.Match(text) is { Success: true } match
        ? (match.Groups["prefix"] is { Success: true } prefix ? prefix.Value : null, match.Groups["number"].Value)
        : null;

    [GeneratedRegex(@"\A((?<prefix>[0-9]{1,9})x)?(?<number>[0-9]{1,18})\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Either { get; }

    [GeneratedRegex(@"\A[0-9]{1,9}x[0-9]{1,18}\z", RegexOptions.None, 10_000)]
    private static partial Regex Whole { get; }
}
