using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Salesforce.Dispositions;
using CrmEnrichment.Crm.Salesforce.Journal;
using CrmEnrichment.Crm.Salesforce.Tickets;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>What a source of the kind Salesforce has beside the rest, section <c>Crm:Sources:N:Salesforce</c>.</summary>
public sealed partial class SalesforceOptions
{
    private const string DefaultVersion = "v67.0";

    private const string NamesFix = "name fields by their API names, such as Contact.Email|Lead.Email, of Contact, Lead, Account and Opportunity";

    /// <summary>How the token is got.</summary>
    public SalesforceAuth Auth { get; init; }

    /// <summary>For JwtBearer: who the assertion is for, <c>https://test.salesforce.com</c> for a sandbox.</summary>
    public Uri Audience { get; init; } = s_audience;

    /// <summary>Version of the REST API, as it stands in its paths.</summary>
    public string ApiVersion { get; init; } = DefaultVersion;

    /// <summary>Whether a contact's account is read. Account and opportunity together are one query.</summary>
    public bool Account { get; init; } = true;

    /// <summary>Whether the account's open opportunity is read.</summary>
    public bool Opportunity { get; init; } = true;

    /// <summary>What is written after the call.</summary>
    public SalesforceJournalOptions Journal { get; init; } = new();

    /// <summary>Where the outcome of a call is written.</summary>
    public SalesforceDispositionOptions Dispositions { get; init; } = new();

    /// <summary>Cases and their comments.</summary>
    public SalesforceTicketOptions Tickets { get; init; } = new();

    private static readonly Uri s_audience = new("https://login.salesforce.com");

    /// <summary>The names on the left are those that the other kinds use where they know the same.</summary>
    internal static CrmKindDefaults Defaults { get; } = new(
        """{"client_id": …, "client_secret": …} or {"client_id": …, "username": …, "private_key": …}""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["customerId"] = "Contact.Id|Lead.Id|Account.Id",
            ["name"] = "Contact.Name|Lead.Name|Account.Name",
            ["email"] = "Contact.Email|Lead.Email",
            ["status"] = "Lead.Status|Account.Type",
            ["ownerId"] = "Contact.OwnerId|Lead.OwnerId|Account.OwnerId",
            ["crmAccountId"] = "Contact.AccountId|Account.Id",
            ["company"] = "Account.Name|Lead.Company",
            ["dealName"] = "Opportunity.Name",
            ["dealStage"] = "Opportunity.StageName",
            ["dealAmount"] = "Opportunity.Amount",
        },
        "LastModifiedDate");

    internal static SalesforceOptions Read(Settings settings) => new()
    {
        Auth = settings.Choice(nameof(Auth), SalesforceAuth.ClientCredentials),
        Audience = settings.Address(nameof(Audience), required: false, "set https://login.salesforce.com, https://test.salesforce.com or your own domain, or leave it out") ?? s_audience,
        // Earlier releases had it without the v.
        ApiVersion = $"v{settings.Text(nameof(ApiVersion), $"set a version such as {DefaultVersion}", DefaultVersion, Version).TrimStart('v')}",
        Account = settings.Flag(nameof(Account), fallback: true),
        Opportunity = settings.Flag(nameof(Opportunity), fallback: true),
        Journal = settings.Nested(nameof(Journal), SalesforceJournalOptions.Read),
        Dispositions = settings.Nested(nameof(Dispositions), SalesforceDispositionOptions.Read),
        Tickets = settings.Nested(nameof(Tickets), SalesforceTicketOptions.Read),
    };

    /// <summary>Names of fields become part of a query, so they have to be names.</summary>
    internal static void CheckNames(Settings settings, CrmSourceOptions source)
    {
        foreach (var (field, names) in source.Fields.Where(pair => !Names.IsMatch(pair.Value)))
        {
            settings.Problem($"{nameof(source.Fields)}:{field}", $"is '{names}'", NamesFix, 0);
        }

        if (!Name.IsMatch(source.ChangedAtMember))
        {
            settings.Problem(nameof(source.ChangedAtMember), $"is '{source.ChangedAtMember}'", "name one field that contacts, leads and accounts all have", 0);
        }
    }

    [GeneratedRegex(@"\Av?[1-9][0-9]{1,2}\.0\z", RegexOptions.None, 10_000)]
    private static partial Regex Version { get; }

    [GeneratedRegex(@"\A(Contact|Lead|Account|Opportunity)\.[A-Za-z][A-Za-z0-9_]{0,79}(\|(Contact|Lead|Account|Opportunity)\.[A-Za-z][A-Za-z0-9_]{0,79})*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names { get; }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
