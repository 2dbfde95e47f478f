using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;

namespace CrmEnrichment.Crm;

/// <summary>One entry of <c>Crm:Sources</c>.</summary>
public sealed partial class CrmSourceOptions
{
    /// <summary>How the source is called in logs, metrics and letters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which kind of system it is.</summary>
    public CrmKind Kind { get; init; }

    /// <summary>Base address, with or without a path.</summary>
    public Uri? Url { get; init; }

    /// <summary>Name or ARN of the secret; for Rest it holds <c>{"api_key": "…"}</c>.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Milliseconds that one request may take.</summary>
    public int TimeoutMs { get; init; } = 2000;

    /// <summary>Where several sources know a field, the one with the lowest priority number is believed.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>Path for a customer id, relative to the address; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>Path for a phone number, relative to the address; holds <c>{phone}</c>, filled with E.164.</summary>
    public string PhonePath { get; init; } = "/customers?phone={phone}";

    /// <summary>Customer field to response member (dots lead into objects). Unset: crmAccountId, lifetimeValue, loyaltyTier, lastPurchaseDate.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = s_tutorialFields;

    /// <summary>Response member with the ISO 8601 time of the last change, which chooses among several matches.</summary>
    public string ChangedAtMember { get; init; } = "updatedAt";

    internal static CrmSourceOptions Read(Settings settings)
    {
        var source = new CrmSourceOptions
        {
            Name = settings.Text(nameof(Name), "use 1 to 64 letters, digits, dots, dashes and underscores", null, PlainName),
            Kind = settings.Choice(nameof(Kind), CrmKind.Rest),
            Url = settings.Address(nameof(Url), required: true, "set the CRM's https base address"),
            SecretId = settings.Text(nameof(SecretId), "name the secret that holds {\"api_key\": …}"),
            TimeoutMs = settings.Number(nameof(TimeoutMs), 2000, 50, 3000),
            Priority = settings.Number(nameof(Priority), 100, 0, 1000),
            CustomerPath = settings.Text(nameof(CustomerPath), "begin with / and hold {id}", "/customers/{id}", PathWithId),
            PhonePath = settings.Text(nameof(PhonePath), "begin with / and hold {phone}", "/customers?phone={phone}", PathWithPhone),
            Fields = settings.Map(nameof(Fields)) is { Count: > 0 } fields ? fields : s_tutorialFields,
            ChangedAtMember = settings.Text(nameof(ChangedAtMember), "name a member of the response", "updatedAt"),
        };
        foreach (var (field, member) in source.Fields.Where(field => SensitiveFields.Has(field.Key) || SensitiveFields.Has(field.Value)))
        {
            settings.Problem($"{nameof(Fields)}:{field}", $"is '{member}'", "social security and card numbers, passwords and bank accounts never leave the CRM: remove the field", 0);
        }

        settings.RefuseUnknownKeys();
        return source;
    }

    // Declared before use by the property initialisers above: static fields are set when the type is first touched.
    private static readonly Dictionary<string, string> s_tutorialFields = new(StringComparer.Ordinal)
    {
        ["crmAccountId"] = "crmAccountId",
        ["lifetimeValue"] = "lifetimeValue",
        ["loyaltyTier"] = "loyaltyTier",
        ["lastPurchaseDate"] = "lastPurchaseDate",
    };

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex PlainName { get; }

    [GeneratedRegex(@"^/.*\{id\}", RegexOptions.None, 1000)]
    private static partial Regex PathWithId { get; }

    [GeneratedRegex(@"^/.*\{phone\}", RegexOptions.None, 1000)]
    private static partial Regex PathWithPhone { get; }
}
