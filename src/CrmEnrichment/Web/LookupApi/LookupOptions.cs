using System.Collections.Immutable;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Section <c>Lookup</c>: who may ask over HTTP, how often, and what the answer's members are called in the CRMs.</summary>
public sealed class LookupOptions
{
    public const string Section = "Lookup";

    private static readonly ImmutableSortedDictionary<string, string> s_members = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("caller_name", "name"),
        KeyValuePair.Create("caller_email", "email"),
        KeyValuePair.Create("account_status", "status,accountStatus"),
        KeyValuePair.Create("vip_customer", "vip"),
        KeyValuePair.Create("last_interaction", "lastInteraction,lastVisit,lastPurchaseDate"),
        KeyValuePair.Create("preferred_agent", "preferredAgent,ownerId"),
    ]);

    /// <summary>Milliseconds until an answer is given, whatever the sources do; authentication is part of it.</summary>
    public int BudgetMs { get; init; } = 900;

    /// <summary>Requests that one caller may make in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>Secret with the hashes of the API keys; empty: no key is accepted.</summary>
    public string KeysSecretId { get; init; } = "";

    /// <summary>Secret with Twilio's auth token; empty: no signature of Twilio is accepted.</summary>
    public string TwilioSecretId { get; init; } = "";

    /// <summary>What Twilio may see.</summary>
    public Audience TwilioAudience { get; init; }

    /// <summary>The address by which callers know us, since it is part of what Twilio signs; without the path of a route.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whether callers whom API Gateway has authenticated by IAM are accepted.</summary>
    public bool Iam { get; init; }

    /// <summary>What they may see.</summary>
    public Audience IamAudience { get; init; }

    /// <summary>For each member of the answer the customer's fields that may fill it, separated by commas: the first that is known does.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = s_members;

    /// <summary>The fields that may fill a member, in their order.</summary>
    internal IEnumerable<string> FieldsOf(string member) => Members[member].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is wrong where nobody is configured who may ask; null otherwise.</summary>
    internal string? NobodyMayAsk => KeysSecretId.Length == 0 && TwilioSecretId.Length == 0 && !Iam
        ? $"{Section}__{nameof(KeysSecretId)}, {Section}__{nameof(TwilioSecretId)} and {Section}__{nameof(Iam)} are not set: nobody could look up anything; set at least one."
        : null;

    internal static LookupOptions Read(Settings settings)
    {
        var unset = new LookupOptions();
        var options = new LookupOptions
        {
            BudgetMs = settings.Number(nameof(BudgetMs), unset.BudgetMs, 100, 5000),
            RequestsPerMinute = settings.Number(nameof(RequestsPerMinute), unset.RequestsPerMinute, 1, 1_000_000),
            KeysSecretId = settings.Text(nameof(KeysSecretId), "name the secret that holds the keys' hashes", ""),
            TwilioSecretId = settings.Text(nameof(TwilioSecretId), """name the secret that holds {"auth_token": …}""", ""),
            TwilioAudience = settings.Choice(nameof(TwilioAudience), unset.TwilioAudience),
            PublicUrl = settings.Address(nameof(PublicUrl), required: false, "set the address that Twilio calls, without the path of a route, such as https://lookup.example.com"),
            Iam = settings.Flag(nameof(Iam), unset.Iam),
            IamAudience = settings.Choice(nameof(IamAudience), unset.IamAudience),
            Members = s_members.SetItems(settings.Map(nameof(Members))),
        };
        foreach (var stray in options.Members.Keys.Where(member => !s_members.ContainsKey(member)))
        {
            settings.Problem($"{nameof(Members)}:{stray}", "is no member of the answer", $"known are {string.Join(", ", s_members.Keys)}", 0);
        }

        return options.TwilioSecretId.Length > 0 && options.PublicUrl is null
            ? settings.Problem(nameof(PublicUrl), "is not set", "Twilio signs the address that it calls: set it, without the path of a route", options)
            : options;
    }
}
