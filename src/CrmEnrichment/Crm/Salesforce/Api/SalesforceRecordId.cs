using System.Text.RegularExpressions;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>An id: 15 or 18 letters and digits, of which the first three name the type. It gets into paths and queries, so it has to be one.</summary>
internal static partial class SalesforceRecordId
{
    public static bool Is(string text) => Form.IsMatch(text);

    /// <returns>The type of a customer; null for anything else.</returns>
    public static string? TypeOf(string id) => !Is(id) ? null : id[..3] switch
    {
        "003" => "Contact",
        "00Q" => "Lead",
        "001" => "Account",
        _ => null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9]{15}([A-Za-z0-9]{3})?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Form { get; }
}
