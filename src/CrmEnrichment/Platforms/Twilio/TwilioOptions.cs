using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Section <c>Twilio</c>.</summary>
public sealed partial class TwilioOptions
{
    public const string Section = "Twilio";

    /// <summary>
    /// Name or ARN of the secret that holds <c>{"account_sid": "…", "auth_token": "…"}</c>, and better also <c>"api_key"</c> and <c>"api_secret"</c> for the
    /// requests that we make. What Twilio sends is signed with the auth token alone.
    /// </summary>
    public string SecretId { get; init; } = "";

    /// <summary>The workspace whose tasks are enriched and logged. Events of other workspaces are ignored.</summary>
    public string WorkspaceSid { get; init; } = "";

    /// <summary>The address by which Twilio calls us, since it is part of what Twilio signs; without the path of a route. Only TwilioEvents needs it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Base address of the TaskRouter API.</summary>
    public Uri ApiUrl { get; init; } = s_api;

    /// <summary>What every attribute of a task that we write begins with.</summary>
    public string AttributePrefix { get; init; } = "crm_";

    /// <summary>Fields whose attribute has a name of its own; the others take the prefix.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Attributes of an inbound task that may hold the caller; the first that is there counts. <c>a.b</c> leads into an object.</summary>
    public IReadOnlyList<string> CallerAttributes { get; init; } = s_callers;

    /// <summary>The attribute that holds the customer's id in the CRM; empty: none does.</summary>
    public string CustomerIdAttribute { get; init; } = "";

    /// <summary>Attributes that may hold the outcome for the journal; the first that is there counts. Without one it is the reason for which the task was completed.</summary>
    public IReadOnlyList<string> OutcomeAttributes { get; init; } = s_outcomes;

    /// <summary>The attribute that holds the agent's notes for the journal; empty: none does.</summary>
    public string NotesAttribute { get; init; } = "";

    /// <summary>The attribute of a worker that holds the e-mail address.</summary>
    public string WorkerEmailAttribute { get; init; } = "email";

    /// <summary>Events older than this, by their own time, are dropped as stale.</summary>
    public TimeSpan MaxEventAge { get; init; } = TimeSpan.FromDays(4);

    private static readonly Uri s_api = new("https://taskrouter.twilio.com");
    private static readonly string[] s_callers = ["from", "caller"];
    private static readonly string[] s_outcomes = ["conversations.outcome"];

    internal string AttributeName(string field) => Attributes.TryGetValue(field, out var name) ? name : AttributePrefix + field;

    internal static TwilioOptions Read(Settings settings)
    {
        const string Path = "name an attribute: letters, digits, dots, dashes and underscores";
        var unset = new TwilioOptions();
        var options = new TwilioOptions
        {
            SecretId = settings.Text(nameof(SecretId), "name the secret that holds {\"account_sid\": …, \"auth_token\": …}"),
            WorkspaceSid = settings.Text(nameof(WorkspaceSid), "name the TaskRouter workspace by its SID: WS and 32 hexadecimal digits", pattern: Workspace),
            PublicUrl = settings.Address(nameof(PublicUrl), required: false, "set the address that Twilio calls, without the path of a route, such as https://events.example.com"),
            ApiUrl = settings.Address(nameof(ApiUrl), required: false, "set TaskRouter's https address or leave it out") ?? s_api,
            AttributePrefix = settings.Text(nameof(AttributePrefix), "use at most 32 letters, digits, dots, dashes and underscores", unset.AttributePrefix, Prefix),
            Attributes = settings.Map(nameof(Attributes)),
            CallerAttributes = settings.List(nameof(CallerAttributes)) is { Count: > 0 } callers ? callers : s_callers,
            CustomerIdAttribute = settings.Text(nameof(CustomerIdAttribute), Path, "", Name),
            OutcomeAttributes = settings.List(nameof(OutcomeAttributes)) is { Count: > 0 } outcomes ? outcomes : s_outcomes,
            NotesAttribute = settings.Text(nameof(NotesAttribute), Path, "", Name),
            WorkerEmailAttribute = settings.Text(nameof(WorkerEmailAttribute), Path, unset.WorkerEmailAttribute, Name),
            MaxEventAge = settings.Duration(nameof(MaxEventAge), unset.MaxEventAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
        };
        foreach (var (field, _) in options.Attributes.Where(attribute => !Name.IsMatch(attribute.Value)))
        {
            settings.Problem($"{nameof(Attributes)}:{field}", "is not the name of an attribute", "use 1 to 64 letters, digits, dots, dashes and underscores", 0);
        }

        foreach (var same in options.Attributes.GroupBy(attribute => attribute.Value, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            settings.Problem(nameof(Attributes), $"gives {string.Join(" and ", same.Select(attribute => attribute.Key))} the same name", "give each field its own", 0);
        }

        foreach (var own in options.Attributes.Where(attribute => attribute.Value is TaskAttributes.Call || options.CallerAttributes.Contains(attribute.Value, StringComparer.Ordinal)))
        {
            settings.Problem($"{nameof(Attributes)}:{own.Key}", $"is '{own.Value}', which Twilio's own attribute is called", "choose another name", 0);
        }

        return options;
    }

    [GeneratedRegex(@"^WS[0-9a-fA-F]{32}\z", RegexOptions.None, 10_000)]
    private static partial Regex Workspace { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,32}\z", RegexOptions.None, 10_000)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
