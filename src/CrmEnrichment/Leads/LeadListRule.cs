using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Leads;

/// <summary>Which leads go to which list: all conditions of the rule that are set have to hold.</summary>
/// <param name="List">VICIdial's id of it.</param>
public sealed partial record LeadListRule(string List)
{
    /// <summary>Where the lead came from, as its member <c>source</c> says.</summary>
    public string WhenSource { get; init; } = "";

    /// <summary>ISO code of the country that the number belongs to.</summary>
    public string WhenCountry { get; init; } = "";

    /// <summary>A field of the lead or of the CRM's record.</summary>
    public string WhenField { get; init; } = "";

    /// <summary>What the field holds.</summary>
    public string WhenValue { get; init; } = "";

    /// <summary>The campaign whose own do-not-call list counts too.</summary>
    public string Campaign { get; init; } = "";

    internal bool Holds(Func<string, string?> field, string? country) =>
        Fits(WhenSource, field(LeadField.Origin)) && Fits(WhenCountry, country) && (WhenField.Length == 0 || Fits(WhenValue, field(WhenField)));

    internal static bool IsList(string text) => Lists.IsMatch(text);

    internal static bool IsCampaign(string text) => Campaigns.IsMatch(text);

    internal static LeadListRule Read(Settings settings)
    {
        var rule = new LeadListRule(settings.Text(nameof(List), "set the list's id in VICIdial, 1 to 14 digits", pattern: Lists))
        {
            WhenSource = settings.Text(nameof(WhenSource), "name where leads come from", ""),
            WhenCountry = settings.Text(nameof(WhenCountry), "set an ISO code such as DE", "", Countries),
            WhenField = settings.Text(nameof(WhenField), "name a field", ""),
            WhenValue = settings.Text(nameof(WhenValue), "set what the field holds", ""),
            Campaign = settings.Text(nameof(Campaign), "set the campaign's id in VICIdial", "", Campaigns),
        };
        if (rule.WhenField.Length > 0 != rule.WhenValue.Length > 0)
        {
            settings.Problem(rule.WhenField.Length > 0 ? nameof(WhenValue) : nameof(WhenField), "is not set, and the other of the two is", "set both, or none", 0);
        }

        if (rule is { WhenSource: "", WhenCountry: "", WhenField: "", WhenValue: "" })
        {
            settings.Problem(nameof(WhenSource), "is not set, and no other condition is", "set one, or the list as Leads__DefaultList", 0);
        }

        settings.RefuseUnknownKeys();
        return rule;
    }

    private static bool Fits(string wanted, string? found) => wanted.Length == 0 || string.Equals(wanted, found?.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[0-9]{1,14}\z", RegexOptions.None, 10_000)]
    private static partial Regex Lists { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,20}\z", RegexOptions.None, 10_000)]
    private static partial Regex Campaigns { get; }

    [GeneratedRegex(@"\A[A-Za-z]{2}\z", RegexOptions.None, 10_000)]
    private static partial Regex Countries { get; }
}
