using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Section <c>Genesys</c>.</summary>
public sealed partial class GenesysOptions
{
    public const string Section = "Genesys";

    /// <summary>The organisation's region by its domain, such as <c>mypurecloud.ie</c> or <c>usw2.pure.cloud</c>.</summary>
    public string Region { get; init; } = "mypurecloud.com";

    /// <summary>Base address of the Platform API; <c>https://api.{Region}</c> unless set.</summary>
    public Uri? ApiUrl { get; init; }

    /// <summary>Base address of the token endpoint; <c>https://login.{Region}</c> unless set.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>Name or ARN of the secret that holds <c>{"client_id": "…", "client_secret": "…"}</c> of a client-credentials OAuth client.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Events older than this, by their own time, are dropped as stale. Genesys re-publishes for up to four days after an outage.</summary>
    public TimeSpan MaxEventAge { get; init; } = TimeSpan.FromDays(4);

    /// <summary>What every participant attribute that we write begins with. The tutorial dialect's context members carry none.</summary>
    public string AttributePrefix { get; init; } = "crm.";

    /// <summary>Fields whose attribute has a name of its own, such as <c>PEF_URLPop</c>; the others take the prefix.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Partner-dialect topics, after <c>v2.detail.events.conversation.{id}.</c>, that start an enrichment; <c>customer.start</c> unless set.</summary>
    public IReadOnlyList<string> Topics { get; init; } = ["customer.start"];

    /// <summary>Where a person sees an interaction, with <c>{id}</c> for its id; a page of Genesys' own unless set, no link if empty.</summary>
    public string? InteractionLink { get; init; } = DefaultLink("mypurecloud.com");

    internal const string IdInLink = "{id}";

    internal Uri Api => ApiUrl ?? new Uri($"https://api.{Region}");

    internal string AttributeName(string field) => Attributes.TryGetValue(field, out var name) ? name : AttributePrefix + field;

    internal Uri Login => LoginUrl ?? new Uri($"https://login.{Region}");

    internal static GenesysOptions Read(Settings settings)
    {
        var region = settings.Text(nameof(Region), "name the region's domain, such as mypurecloud.com or usw2.pure.cloud", "mypurecloud.com", Domain);
        var options = new GenesysOptions
        {
            Region = region,
            ApiUrl = settings.Address(nameof(ApiUrl), required: false, "set the Platform API's https address or leave it out"),
            LoginUrl = settings.Address(nameof(LoginUrl), required: false, "set the login host's https address or leave it out"),
            SecretId = settings.Text(nameof(SecretId), "name the secret that holds {\"client_id\": …, \"client_secret\": …}"),
            MaxEventAge = settings.Duration(nameof(MaxEventAge), TimeSpan.FromDays(4), TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
            AttributePrefix = settings.Text(nameof(AttributePrefix), "use at most 32 letters, digits, dots, dashes and underscores", "crm.", Prefix),
            Attributes = settings.Map(nameof(Attributes)),
            InteractionLink = ReadLink(settings, region),
            Topics = settings.List(nameof(Topics)) is { Count: > 0 } topics ? topics : ["customer.start"],
        };
        if (options.Topics.Contains("attributes", StringComparer.Ordinal))
        {
            settings.Problem(nameof(Topics), "holds 'attributes'", "remove it: our own writes cause that event, and it would start the next", 0);
        }

        foreach (var (field, name) in options.Attributes.Where(attribute => !Name.IsMatch(attribute.Value)))
        {
            settings.Problem($"{nameof(Attributes)}:{field}", "is not the name of an attribute", "use 1 to 64 letters, digits, dots, dashes and underscores", 0);
        }

        foreach (var same in options.Attributes.GroupBy(attribute => attribute.Value, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            settings.Problem(nameof(Attributes), $"gives {string.Join(" and ", same.Select(attribute => attribute.Key))} the same name", "give each field its own", 0);
        }

        return options;
    }

    private static string DefaultLink(string region) => $"https://apps.{region}/directory/#/analytics/interactions/{IdInLink}/admin/details";

    private static string? ReadLink(Settings settings, string region)
    {
        // Empty is a value of its own here.
        if (settings.Has(nameof(InteractionLink)) && settings.Text(nameof(InteractionLink), "", "") is "")
        {
            return null;
        }

        return settings.Text(nameof(InteractionLink), $"set an http(s) address with {IdInLink} in it, or leave it empty for no link", DefaultLink(region), Link);
    }

    [GeneratedRegex(@"^https?://[^/\s@{}]+/[^\s{}]*\{id\}[^\s{}]*\z", RegexOptions.None, 10_000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Domain { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,32}$", RegexOptions.None, 10_000)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
