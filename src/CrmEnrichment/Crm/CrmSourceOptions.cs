using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Salesforce;

namespace CrmEnrichment.Crm;

/// <summary>One entry of <c>Crm:Sources</c>.</summary>
public sealed partial class CrmSourceOptions
{
    /// <summary>How the source is called in logs, metrics and letters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which kind of system it is.</summary>
    public CrmKind Kind { get; init; }

    /// <summary>Base address, with or without a path. Null where the kind has one of its own.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name or ARN of the secret; what it holds depends on the kind.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Milliseconds that one request may take.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>Where several sources know a field, the one with the lowest priority number is believed.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>Rest: path for a customer id, relative to the address; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>Rest: path for a phone number, relative to the address; holds <c>{phone}</c>, filled with E.164.</summary>
    public string PhonePath { get; init; } = "/customers?phone={phone}";

    /// <summary>Customer field to what the CRM calls it; unset, the kind's own (<see cref="CrmKindDefaults"/>).</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = CrmKindDefaults.Rest.Fields;

    /// <summary>Response member with the ISO 8601 time of the last change, which chooses among several matches.</summary>
    public string ChangedAtMember { get; init; } = "updatedAt";

    /// <summary>What only HubSpot has.</summary>
    public HubSpotOptions HubSpot { get; init; } = new();

    /// <summary>What only Salesforce has.</summary>
    public SalesforceOptions Salesforce { get; init; } = new();

    internal static CrmSourceOptions Read(Settings settings)
    {
        var kind = settings.Choice(nameof(Kind), CrmKind.Rest);
        var defaults = CrmKindDefaults.Of(kind);
        var source = new CrmSourceOptions
        {
            Name = settings.Text(nameof(Name), "use 1 to 64 letters, digits, dots, dashes and underscores", null, PlainName),
            Kind = kind,
            Url = settings.Address(nameof(Url), required: kind is not CrmKind.HubSpot, "set the CRM's https base address"),
            SecretId = settings.Text(nameof(SecretId), $"name the secret that holds {defaults.Secret}"),
            TimeoutMs = settings.Number(nameof(TimeoutMs), 2000, 50, 3000),
            Priority = settings.Number(nameof(Priority), 100, 0, 1000),
            CustomerPath = settings.Text(nameof(CustomerPath), "begin with / and hold {id}", "/customers/{id}", PathWithId),
            PhonePath = settings.Text(nameof(PhonePath), "begin with / and hold {phone}", "/customers?phone={phone}", PathWithPhone),
            Fields = settings.Map(nameof(Fields)) is { Count: > 0 } fields ? fields : defaults.Fields,
            ChangedAtMember = settings.Text(nameof(ChangedAtMember), "name a member of the response", defaults.ChangedAtMember),
            HubSpot = settings.Nested(nameof(HubSpot), HubSpotOptions.Read),
            Salesforce = settings.Nested(nameof(Salesforce), SalesforceOptions.Read),
        };
        if (kind is CrmKind.Salesforce)
        {
            SalesforceOptions.CheckNames(settings, source);
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
