using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Platforms.Vicidial.Api;

/// <summary>Section <c>VicidialApi</c>.</summary>
public sealed partial class VicidialApiOptions
{
    public const string Section = "VicidialApi";

    /// <summary>The web server that has <c>/vicidial/non_agent_api.php</c>, and <c>/agc/api.php</c> unless <see cref="AgentUrl"/> names another.</summary>
    public Uri Url { get; init; } = null!;

    /// <summary>The web server that has <c>/agc/api.php</c>, where it is another one.</summary>
    public Uri? AgentUrl { get; init; }

    /// <summary>Name or ARN of the secret that holds <c>{"user": "…", "pass": "…"}</c> of a VICIdial user with API access.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Who asks, in VICIdial's API log. VICIdial keeps its letters and digits.</summary>
    public string Source { get; init; } = "CRMENRICHMENT";

    /// <summary>How long one request may take, in milliseconds.</summary>
    public int TimeoutMs { get; init; } = 3_000;

    /// <summary>A lead's fields by VICIdial's names, and the customer's field that each is a copy of: a change in the CRM is told to the lead. Empty: none are.</summary>
    public IReadOnlyDictionary<string, string> LeadFields { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal static VicidialApiOptions Read(Settings settings)
    {
        var unset = new VicidialApiOptions();
        var options = new VicidialApiOptions
        {
            Url = settings.Address(nameof(Url), required: true, "set the address of VICIdial's web server, such as https://dialer.example.com") ?? new Uri("https://localhost"),
            AgentUrl = settings.Address(nameof(AgentUrl), required: false, "set the address of the web server for agents, or leave it out"),
            SecretId = settings.Text(nameof(SecretId), """name the secret that holds {"user": …, "pass": …}"""),
            Source = settings.Text(nameof(Source), "use 2 to 20 letters, digits, dashes and underscores, two of them letters or digits", unset.Source, Name),
            TimeoutMs = settings.Number(nameof(TimeoutMs), unset.TimeoutMs, 100, 30_000),
            LeadFields = settings.Map(nameof(LeadFields)),
        };

        foreach (var field in options.LeadFields.Keys.Except(Leads.LeadFields.Changeable, StringComparer.Ordinal))
        {
            settings.Problem($"{nameof(LeadFields)}:{field}", "is no field of a lead that can be copied", $"use one of {string.Join(", ", Leads.LeadFields.Changeable)}", 0);
        }

        return options;
    }

    [GeneratedRegex(@"^(?=(.*[A-Za-z0-9]){2})[A-Za-z0-9_-]{2,20}\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Name { get; }
}
