using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Web.Callers;

/// <summary>Section <c>Lookup</c>, as far as it says who may ask over HTTP, what they may see and how often they may ask.</summary>
internal sealed class CallerOptions
{
    public const string Section = "Lookup";

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

    /// <summary>What is wrong where nobody is configured who may ask; null otherwise.</summary>
    internal string? NobodyMayAsk => KeysSecretId.Length == 0 && TwilioSecretId.Length == 0 && !Iam
        ? $"{Section}__{nameof(KeysSecretId)}, {Section}__{nameof(TwilioSecretId)} and {Section}__{nameof(Iam)} are not set: every request would be refused; set at least one."
        : null;

    internal static CallerOptions Read(Settings settings)
    {
        var unset = new CallerOptions();
        var options = new CallerOptions
        {
            RequestsPerMinute = settings.Number(nameof(RequestsPerMinute), unset.RequestsPerMinute, 1, 1_000_000),
            KeysSecretId = settings.Text(nameof(KeysSecretId), "name the secret that holds the keys' hashes", ""),
            TwilioSecretId = settings.Text(nameof(TwilioSecretId), """name the secret that holds {"auth_token": …}""", ""),
            TwilioAudience = settings.Choice(nameof(TwilioAudience), unset.TwilioAudience),
            PublicUrl = settings.Address(nameof(PublicUrl), required: false, "set the address that Twilio calls, without the path of a route, such as https://lookup.example.com"),
            Iam = settings.Flag(nameof(Iam), unset.Iam),
            IamAudience = settings.Choice(nameof(IamAudience), unset.IamAudience),
        };
        return options.TwilioSecretId.Length > 0 && options.PublicUrl is null
            ? settings.Problem(nameof(PublicUrl), "is not set", "Twilio signs the address that it calls: set it, without the path of a route", options)
            : options;
    }
}
