using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Senders;

namespace CrmEnrichment.Leads;

/// <summary>Section <c>Leads</c>: who brings leads, and which list of VICIdial's gets them.</summary>
public sealed partial class LeadsOptions
{
    public const string Section = "Leads";

    /// <summary>URL of the SQS queue that triggers InjectLead.</summary>
    public Uri? QueueUrl { get; init; }

    /// <summary>Secret with the hashes of the API keys whose owners may bring leads; empty: no key is accepted.</summary>
    public string KeysSecretId { get; init; } = "";

    /// <summary>Requests that one caller may make in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>The address by which senders call us, as far as it stands before <c>/leads</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>CRMs that tell of a record in their own way.</summary>
    public IReadOnlyList<SenderOptions> Senders { get; init; } = [];

    /// <summary>The first rule that holds counts.</summary>
    public IReadOnlyList<LeadListRule> Lists { get; init; } = [];

    /// <summary>The list of leads that no rule holds for; empty: they are refused.</summary>
    public string DefaultList { get; init; } = "";

    /// <summary>The campaign whose own do-not-call list counts too, for leads that no rule holds for; empty: none.</summary>
    public string DefaultCampaign { get; init; } = "";

    /// <summary>Where VICIdial looks for the number. Within the campaign: one that is in another of its lists would be dialled twice by the same agents.</summary>
    public string DuplicateCheck { get; init; } = "DUPCAMP";

    /// <summary>Whether a lead is dialled next, without waiting for the hopper to be filled.</summary>
    public bool AddToHopper { get; init; }

    /// <summary>Between two calls of add_lead by one process, in milliseconds.</summary>
    public int PauseMs { get; init; } = 75;

    /// <summary>The customer's field that holds the number, of records that are read in the CRM.</summary>
    public string PhoneField { get; init; } = "phone";

    /// <summary>The customer's field that holds the country's ISO code.</summary>
    public string CountryField { get; init; } = "country";

    /// <summary>Whether a member of a lead is kept on its way.</summary>
    internal bool Keeps(string field) => LeadField.IsKnown(field) || (field is not ("crm" or LeadField.Id) && Lists.Any(rule => string.Equals(rule.WhenField, field, StringComparison.Ordinal)));

    /// <returns>The list, and the campaign whose do-not-call list counts; null where no rule holds and there is no default.</returns>
    internal (string List, string? Campaign)? Choose(Func<string, string?> field, string? country)
    {
        var rule = Lists.FirstOrDefault(rule => rule.Holds(field, country));
        var list = field(LeadField.List) ?? rule?.List ?? DefaultList;
        var campaign = field(LeadField.Campaign) ?? rule?.Campaign ?? DefaultCampaign;
        return list.Length > 0 ? (list, campaign.Length > 0 ? campaign : null) : null;
    }

    internal static LeadsOptions Read(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        var unset = new LeadsOptions();
        var options = new LeadsOptions
        {
            QueueUrl = settings.Address(nameof(QueueUrl), required: false, "set the URL of the SQS queue that triggers InjectLead"),
            KeysSecretId = settings.Text(nameof(KeysSecretId), "name the secret that holds the keys' hashes", ""),
            RequestsPerMinute = settings.Number(nameof(RequestsPerMinute), unset.RequestsPerMinute, 1, 1_000_000),
            PublicUrl = settings.Address(nameof(PublicUrl), required: false, "set the address that senders call, without /leads, such as https://leads.example.com"),
            Senders = settings.Items(nameof(Senders), sender => SenderOptions.Read(sender, sources)),
            Lists = settings.Items(nameof(Lists), LeadListRule.Read),
            DefaultList = settings.Text(nameof(DefaultList), "set the list's id in VICIdial, 1 to 14 digits", ""),
            DefaultCampaign = settings.Text(nameof(DefaultCampaign), "set the campaign's id in VICIdial", ""),
            DuplicateCheck = settings.Text(nameof(DuplicateCheck), "use DUPLIST, DUPCAMP or DUPSYS, with PHONEALT behind DUP to look at the second number too, and with a number of days at the end, such as DUPCAMP90DAY", unset.DuplicateCheck, Checks),
            AddToHopper = settings.Flag(nameof(AddToHopper), unset.AddToHopper),
            PauseMs = settings.Number(nameof(PauseMs), unset.PauseMs, 0, 10_000),
            PhoneField = settings.Text(nameof(PhoneField), "name the customer's field that holds the number", unset.PhoneField),
            CountryField = settings.Text(nameof(CountryField), "name the customer's field that holds the country", unset.CountryField),
        };
        options.Check(settings);
        return options;
    }

    private void Check(Settings settings)
    {
        if (DefaultList.Length > 0 && !LeadListRule.IsList(DefaultList))
        {
            settings.Problem(nameof(DefaultList), "has the wrong form", "set the list's id in VICIdial, 1 to 14 digits", 0);
        }

        if (DefaultCampaign.Length > 0 && !LeadListRule.IsCampaign(DefaultCampaign))
        {
            settings.Problem(nameof(DefaultCampaign), "has the wrong form", "set the campaign's id in VICIdial", 0);
        }

        if (PublicUrl is null && Senders.FirstOrDefault(sender => sender.Scheme.SignsAddress) is { } signing)
        {
            settings.Problem(nameof(PublicUrl), "is not set", $"a sender with the scheme {signing.Scheme} signs the address that it calls: set it, without /leads", 0);
        }

        foreach (var same in Senders.GroupBy(sender => (sender.Source, sender.Scheme.Name)).Where(same => same.Count() > 1 && same.Key.Source.Length > 0))
        {
            settings.Problem(nameof(Senders), $"holds {same.Count()} senders for '{same.Key.Source}' with the scheme {same.Key.Name}", "remove all but one", 0);
        }
    }

    [GeneratedRegex(@"\ADUP(PHONEALT)?(LIST|CAMP|SYS)([1-9][0-9]{0,2}DAY)?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Checks { get; }
}
