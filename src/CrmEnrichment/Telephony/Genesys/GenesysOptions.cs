using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Telephony.Genesys;

/// <summary>Section <c>Genesys</c>.</summary>
public sealed class GenesysOptions
{
    public const string Section = "Genesys";

    /// <summary>The organisation's region by its domain, such as <c>mypurecloud.ie</c> or <c>usw2.pure.cloud</c>.</summary>
    [Required]
    public string Region { get; set; } = "mypurecloud.com";

    /// <summary>Base address of the Platform API; <c>https://api.{Region}</c> unless set.</summary>
    public Uri? ApiUrl { get; set; }

    /// <summary>Base address of the token endpoint; <c>https://login.{Region}</c> unless set.</summary>
    public Uri? LoginUrl { get; set; }

    /// <summary>Name or ARN of the secret that holds <c>{"client_id": "…", "client_secret": "…"}</c> of a client-credentials OAuth client.</summary>
    [Required]
    public string SecretId { get; set; } = "";

    /// <summary>Events older than this, by their own time, are dropped as stale. Genesys re-publishes for up to four days after an outage.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan MaxEventAge { get; set; } = TimeSpan.FromDays(4);

    /// <summary>What every participant attribute that we write begins with. The tutorial dialect's context members carry none.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]{0,32}$")]
    public string AttributePrefix { get; set; } = "crm.";

    /// <summary>Partner-dialect topics, after <c>v2.detail.events.conversation.{id}.</c>, that start an enrichment; <c>customer.start</c> unless set.</summary>
    public IList<string> Topics { get; } = [];

    internal Uri Api => ApiUrl ?? new Uri($"https://api.{Region}");

    internal Uri Login => LoginUrl ?? new Uri($"https://login.{Region}");

    internal IReadOnlyCollection<string> EnrichingTopics => Topics.Count > 0 ? [.. Topics] : ["customer.start"];
}
