using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>A URL of a campaign, as VICIdial calls it: each <c>--A--name--B--</c> is replaced by the encoded value; a name that VICIdial does not know stays as it stands.</summary>
internal static partial class CampaignUrl
{
    public const string Start =
        "/webhook/call_start?lead_id=--A--lead_id--B--&phone=--A--phone_number--B--&agent=--A--user--B--&campaign=--A--campaign--B--&uniqueid=--A--uniqueid--B--&vendor_code=--A--vendor_lead_code--B--";

    /// <summary>The article's, with its last names.</summary>
    public const string Dispo =
        "/webhook/call_end?lead_id=--A--lead_id--B--&dispo=--A--dispo--B--&talk_time=--A--talk_time--B--&agent=--A--user--B--&phone=--A--phone_number--B--&vendor_code=--A--vendor_lead_code--B--"
        + "&recording=--A--recording_filename--B--&uniqueid=--A--uniqueid--B--&first_name=--A--first_name--B--&last_name=--A--last_name--B--";

    public static string Fill(string url, IReadOnlyDictionary<string, string> values) =>
        Variable.Replace(url, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal) : match.Value);

    [GeneratedRegex("--A--(?<name>[a-z_]+)--B--", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Variable { get; }
}
