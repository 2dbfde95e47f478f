using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Sql;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Crm;

/// <summary>One entry of <c>Crm:Sources</c>.</summary>
public sealed partial class CrmSourceOptions
{
    /// <summary>How the source is called in logs, metrics and letters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which kind of system it is.</summary>
    public CrmKind Kind { get; init; }

    /// <summary>Base address, with or without a path. Null where the kind has one of its own, or none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name or ARN of the secret; what it holds depends on the kind.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Milliseconds that one request may take.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>Where several sources know a field, the one with the lowest priority number is believed.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>When it is asked.</summary>
    public SourceRole Role { get; init; }

    /// <summary>Milliseconds that the source may take for a look-up, all its requests and their retries included.</summary>
    public int DeadlineMs { get; init; } = 4000;

    /// <summary>Rest: path for a customer id, relative to the address; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>Rest: path for a phone number, relative to the address; holds <c>{phone}</c>, filled with E.164.</summary>
    public string PhonePath { get; init; } = "/customers?phone={phone}";

    /// <summary>Customer field to what the source calls it: a member of the response (dots lead into objects), a column. Unset, the kind's own (<see cref="CrmKindDefaults"/>).</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = CrmKindDefaults.Rest.Fields;

    /// <summary>Member or column with the time of the last change, which chooses among several matches.</summary>
    public string ChangedAtMember { get; init; } = "updatedAt";

    /// <summary>What only HubSpot has.</summary>
    public HubSpotOptions HubSpot { get; init; } = new();

    /// <summary>What only Salesforce has.</summary>
    public SalesforceOptions Salesforce { get; init; } = new();

    /// <summary>What only the kind Sql has; null for the others.</summary>
    public SqlSourceOptions? Sql { get; init; }

    /// <summary>What only Vtiger has.</summary>
    public VtigerOptions Vtiger { get; init; } = new();

    /// <summary>What only the kind Http has; null for the others.</summary>
    public HttpAttributesOptions? Http { get; init; }

    internal static CrmSourceOptions Read(Settings settings)
    {
        var kind = settings.Choice(nameof(Kind), CrmKind.Rest);
        var http = kind is CrmKind.Http ? settings.Nested(nameof(Http), HttpAttributesOptions.Read) : null;
        var defaults = http?.Defaults ?? CrmKindDefaults.Of(kind);
        var source = new CrmSourceOptions
        {
            Name = settings.Text(nameof(Name), "use 1 to 64 letters, digits, dots, dashes and underscores", null, PlainName),
            Kind = kind,
            Url = kind is CrmKind.Sql ? null : settings.Address(nameof(Url), required: kind is not CrmKind.HubSpot, "set the CRM's https base address"),
            SecretId = settings.Text(nameof(SecretId), $"name the secret that holds {defaults.Secret}"),
            TimeoutMs = settings.Number(nameof(TimeoutMs), 2000, 50, 3000),
            Priority = settings.Number(nameof(Priority), 100, 0, 1000),
            Role = settings.Choice(nameof(Role), SourceRole.Ordinary),
            DeadlineMs = settings.Number(nameof(DeadlineMs), 4000, 50, 60_000),
            Fields = settings.Map(nameof(Fields)) is { Count: > 0 } fields ? fields : defaults.Fields,
            ChangedAtMember = kind is CrmKind.Http ? "" : settings.Text(nameof(ChangedAtMember), "name a member of the response, or a column", defaults.ChangedAtMember),

            // A setting of another kind is read by nobody, and so refused with the unknown ones.
            CustomerPath = kind is CrmKind.Rest ? settings.Text(nameof(CustomerPath), "begin with / and hold {id}", "/customers/{id}", PathWithId) : "",
            PhonePath = kind is CrmKind.Rest ? settings.Text(nameof(PhonePath), "begin with / and hold {phone}", "/customers?phone={phone}", PathWithPhone) : "",
            HubSpot = kind is CrmKind.HubSpot ? settings.Nested(nameof(HubSpot), HubSpotOptions.Read) : new(),
            Salesforce = kind is CrmKind.Salesforce ? settings.Nested(nameof(Salesforce), SalesforceOptions.Read) : new(),
            Sql = kind is CrmKind.Sql ? settings.Nested(nameof(Sql), SqlSourceOptions.Read) : null,
            Vtiger = kind is CrmKind.Vtiger ? settings.Nested(nameof(Vtiger), VtigerOptions.Read) : new(),
            Http = http,
        };
        if (source.Fields.Count == 0)
        {
            settings.Problem(nameof(Fields), "is not set", "name at least one field and the member of the response that it is read from", 0);
        }

        foreach (var (field, member) in source.Fields.Where(field => SensitiveFields.Has(field.Key) || SensitiveFields.Has(field.Value)))
        {
            settings.Problem($"{nameof(Fields)}:{field}", $"is '{member}'", "social security and card numbers, passwords and bank accounts never leave the CRM: remove the field", 0);
        }

        if (source is { Kind: CrmKind.Http, Role: SourceRole.Fallback })
        {
            settings.Problem(nameof(Role), "is 'Fallback', and a source of the kind Http finds no customers that it could stand in for", "remove it", 0);
        }

        if (kind is CrmKind.Salesforce)
        {
            SalesforceOptions.CheckNames(settings, source);
        }

        if (kind is CrmKind.Vtiger)
        {
            VtigerOptions.CheckNames(settings, source);
        }

        RefuseOtherKinds(settings, kind);
        settings.RefuseUnknownKeys();
        return source;
    }

    private static void RefuseOtherKinds(Settings settings, CrmKind kind)
    {
        foreach (var other in Enum.GetValues<CrmKind>().Where(other => other != kind && settings.Has($"{other}")))
        {
            settings.Problem($"{other}", $"is set, and {nameof(Kind)} is {kind}", $"set {settings.FullName(nameof(Kind))} to {other} or remove it", 0);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex PlainName { get; }

    [GeneratedRegex(@"^/.*\{id\}", RegexOptions.None, 1000)]
    private static partial Regex PathWithId { get; }

    [GeneratedRegex(@"^/.*\{phone\}", RegexOptions.None, 1000)]
    private static partial Regex PathWithPhone { get; }
}
