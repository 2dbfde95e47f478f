using System.Text.RegularExpressions;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>The id of a record: digits. It is put into a path, so it has to be one.</summary>
internal static partial class HubSpotRecordId
{
    public static bool Is(string text) => Form.IsMatch(text);

    [GeneratedRegex(@"\A[0-9]{1,19}\z", RegexOptions.None, 10_000)]
    private static partial Regex Form { get; }
}
