using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HubSpot.Dispositions;
using CrmEnrichment.Crm.HubSpot.Journal;
using CrmEnrichment.Crm.HubSpot.Tickets;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary>What a source of the kind HubSpot has beside the rest, section <c>Crm:Sources:N:HubSpot</c>.</summary>
public sealed partial class HubSpotOptions
{
    private const string DefaultVersion = "2026-09";

    /// <summary>Version of the API, by its date. HubSpot keeps one unchanged for 18 months at least.</summary>
    public string ApiVersion { get; init; } = DefaultVersion;

    /// <summary>Whether the contact's primary company is read: one request more.</summary>
    public bool Company { get; init; } = true;

    /// <summary>Whether the contact's open deal is read: one search more, of the five a second that an account has.</summary>
    public bool Deal { get; init; } = true;

    /// <summary>What is written after the call.</summary>
    public HubSpotJournalOptions Journal { get; init; } = new();

    /// <summary>Where the outcome of a call is written.</summary>
    public HubSpotDispositionOptions Dispositions { get; init; } = new();

    /// <summary>Tickets and their comments.</summary>
    public HubSpotTicketOptions Tickets { get; init; } = new();

    /// <summary>The names on the left are those that the other kinds use where they know the same.</summary>
    internal static CrmKindDefaults Defaults { get; } = new(
        """{"access_token": …}""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["customerId"] = "hs_object_id",
            ["name"] = "firstname lastname",
            ["email"] = "email",
            ["status"] = "lifecyclestage",
            ["ownerId"] = "hubspot_owner_id",
            ["crmAccountId"] = "associatedcompanyid",
            ["company"] = "company.name",
            ["lifetimeValue"] = "total_revenue",
            ["lastPurchaseDate"] = "recent_deal_close_date",
            ["dealName"] = "deal.dealname",
            ["dealStage"] = "deal.dealstage",
            ["dealAmount"] = "deal.amount",
        },
        "lastmodifieddate");

    internal static HubSpotOptions Read(Settings settings) => new()
    {
        ApiVersion = settings.Text(nameof(ApiVersion), $"set the date of a version, year and month, such as {DefaultVersion}; v1 to v4 are not supported", DefaultVersion, Version),
        Company = settings.Flag(nameof(Company), fallback: true),
        Deal = settings.Flag(nameof(Deal), fallback: true),
        Journal = settings.Nested(nameof(Journal), HubSpotJournalOptions.Read),
        Dispositions = settings.Nested(nameof(Dispositions), HubSpotDispositionOptions.Read),
        Tickets = settings.Nested(nameof(Tickets), HubSpotTicketOptions.Read),
    };

    /// <summary>It becomes part of a path. The first version with a date is of 2026.</summary>
    [GeneratedRegex(@"\A20(2[6-9]|[3-9][0-9])-(0[1-9]|1[0-2])\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Version { get; }
}
