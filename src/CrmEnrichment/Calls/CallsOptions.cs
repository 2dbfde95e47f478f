using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Calls;

/// <summary>Section <c>Calls</c>.</summary>
public sealed partial class CallsOptions
{
    public const string Section = "Calls";

    /// <summary>Secret with the hashes of the API keys whose owners may place calls. One of its own: whoever may look up customers may not make agents dial.</summary>
    public string KeysSecretId { get; init; } = "";

    /// <summary>Requests for one agent in a minute.</summary>
    public int PerAgentPerMinute { get; init; } = 20;

    /// <summary>How long to wait for VICIdial to say that the agent's browser has done it, in milliseconds.</summary>
    public int ConfirmMs { get; init; } = 4_000;

    /// <summary>The outcomes that may be given. VICIdial takes any code, also one that no report knows. Empty: every code of the right form.</summary>
    public IReadOnlyList<string> Dispositions { get; init; } = [];

    internal static CallsOptions Read(Settings settings)
    {
        var unset = new CallsOptions();
        var options = new CallsOptions
        {
            KeysSecretId = settings.Text(nameof(KeysSecretId), "name the secret that holds the keys' hashes"),
            PerAgentPerMinute = settings.Number(nameof(PerAgentPerMinute), unset.PerAgentPerMinute, 1, 600),
            ConfirmMs = settings.Number(nameof(ConfirmMs), unset.ConfirmMs, 0, 20_000),
            Dispositions = settings.List(nameof(Dispositions)),
        };
        foreach (var wrong in options.Dispositions.Where(code => !IsStatus(code)))
        {
            settings.Problem(nameof(Dispositions), $"holds '{wrong}'", "name codes of 1 to 6 letters, digits, dashes and underscores", 0);
        }

        return options;
    }

    /// <summary>VICIdial keeps six characters.</summary>
    internal static bool IsStatus(string code) => Status.IsMatch(code);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,6}\z", RegexOptions.None, 10_000)]
    private static partial Regex Status { get; }
}
