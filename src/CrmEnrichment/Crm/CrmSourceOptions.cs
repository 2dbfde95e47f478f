using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Crm;

/// <summary>One entry of <c>Crm:Sources</c>.</summary>
public sealed class CrmSourceOptions
{
    /// <summary>How the source is called in logs, metrics and letters.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_.-]{1,64}$")]
    public string Name { get; set; } = "";

    /// <summary>Which kind of system it is: <c>Rest</c>.</summary>
    [Required, AllowedValues("Rest")]
    public string Kind { get; set; } = "Rest";

    /// <summary>Base address, with or without a path.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>Name or ARN of the secret; for Rest it holds <c>{"api_key": "…"}</c>.</summary>
    [Required]
    public string SecretId { get; set; } = "";

    /// <summary>Milliseconds that one request may take.</summary>
    [Range(50, 3000)]
    public int TimeoutMs { get; set; } = 2000;

    /// <summary>Where several sources know a field, the one with the lowest priority number is believed.</summary>
    [Range(0, 1000)]
    public int Priority { get; set; } = 100;

    /// <summary>Path for a customer id, relative to the address; holds <c>{id}</c>.</summary>
    [Required, RegularExpression(@".*\{id\}.*", ErrorMessage = "The field {0} must contain {{id}}.")]
    public string CustomerPath { get; set; } = "/customers/{id}";

    /// <summary>Path for a phone number, relative to the address; holds <c>{phone}</c>, filled with E.164.</summary>
    [Required, RegularExpression(@".*\{phone\}.*", ErrorMessage = "The field {0} must contain {{phone}}.")]
    public string PhonePath { get; set; } = "/customers?phone={phone}";

    /// <summary>Customer field to response member (dots lead into objects). Unset: crmAccountId, lifetimeValue, loyaltyTier, lastPurchaseDate.</summary>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Response member with the ISO 8601 time of the last change, which chooses among several matches.</summary>
    [Required]
    public string ChangedAtMember { get; set; } = "updatedAt";

    internal IReadOnlyDictionary<string, string> FieldMap => Fields.Count > 0
        ? Fields.AsReadOnly()
        : s_tutorialFields;

    private static readonly Dictionary<string, string> s_tutorialFields = new(StringComparer.Ordinal)
    {
        ["crmAccountId"] = "crmAccountId",
        ["lifetimeValue"] = "lifetimeValue",
        ["loyaltyTier"] = "loyaltyTier",
        ["lastPurchaseDate"] = "lastPurchaseDate",
    };
}
