using System.Collections.ObjectModel;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Dispositions;

/// <summary>Section <c>Dispositions</c>: what follows from each disposition of a call.</summary>
public sealed class DispositionsOptions
{
    public const string Section = "Dispositions";

    private static readonly DispositionRule s_lost = new()
    {
        HubSpot = "closedlost",
        HubSpotLead = "UNQUALIFIED",
        Salesforce = "Closed Lost",
        SalesforceLead = "Closed - Not Converted",
        Vtiger = "Closed Lost",
        VtigerLead = "Lost Lead",
        Other = "Closed Lost",
    };

    /// <summary>Deal stages as in the article's DISPO_MAP. Salesforce converts a lead only by a person or a flow, so no disposition does.</summary>
    private static readonly Dictionary<string, DispositionRule> s_article = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SALE"] = new() { HubSpot = "closedwon", Salesforce = "Closed Won", SalesforceLead = "Working - Contacted", Vtiger = "Closed Won", VtigerLead = "Qualified", Other = "Closed Won" },
        ["NI"] = s_lost,
        ["CALLBK"] = new()
        {
            HubSpot = "appointmentscheduled",
            HubSpotLead = "CONNECTED",
            Salesforce = "Open",
            SalesforceLead = "Working - Contacted",
            Vtiger = "Prospecting",
            VtigerLead = "Contact in Future",
            Other = "Open",
            Callback = true,
        },
        ["DNC"] = s_lost with { DoNotContact = true },
        ["NQ"] = s_lost,
        ["XFER"] = new() { HubSpot = "qualifiedtobuy", HubSpotLead = "CONNECTED", Salesforce = "Negotiation", SalesforceLead = "Working - Contacted", Vtiger = "Negotiation or Review", VtigerLead = "Hot", Other = "Negotiation" },
        ["DEAD"] = s_lost,
    };

    /// <summary>By the disposition's code. A code that is set here keeps the rest of its default, where it has one.</summary>
    public IReadOnlyDictionary<string, DispositionRule> Map { get; init; } = s_article;

    /// <summary>What is different in a campaign, by its id, then by the code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, DispositionRule>> Campaigns { get; init; } = ReadOnlyDictionary<string, IReadOnlyDictionary<string, DispositionRule>>.Empty;

    /// <summary>How long after a call without a callback time its task is due.</summary>
    public TimeSpan CallbackAfter { get; init; } = TimeSpan.FromDays(1);

    internal static DispositionsOptions Read(Settings settings)
    {
        var map = new Dictionary<string, DispositionRule>(s_article, StringComparer.OrdinalIgnoreCase);
        foreach (var (code, rule) in settings.Named(nameof(Map), (code, own) => DispositionRule.Read(own, s_article.GetValueOrDefault(code) ?? new())))
        {
            map[code] = rule;
        }

        return new()
        {
            Map = map,
            Campaigns = settings.Named(nameof(Campaigns), (_, campaign) => campaign.Children((code, own) => DispositionRule.Read(own, map.GetValueOrDefault(code) ?? new()))),
            CallbackAfter = settings.Duration(nameof(CallbackAfter), TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.FromDays(365)),
        };
    }

    /// <returns>Null for a disposition that nobody has configured.</returns>
    internal DispositionRule? Find(string? campaign, string? code) =>
        code is null ? null
        : campaign is not null && Campaigns.TryGetValue(campaign, out var own) && own.TryGetValue(code, out var special) ? special
        : Map.GetValueOrDefault(code);
}
