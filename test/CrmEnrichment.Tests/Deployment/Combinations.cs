using System.Text.RegularExpressions;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The deployments of <c>samconfig.toml</c> by their sections, each with its parameters.</summary>
internal static partial class Combinations
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All { get; } = Read("deploy");

    /// <summary>What <c>sam local</c> runs.</summary>
    public static IReadOnlyDictionary<string, string> Local { get; } = Read("local_invoke")["default"];

    /// <summary>A deployment of everything that there is.</summary>
    public static IReadOnlyDictionary<string, string> Everything => All["genesys-sql-twilio"];

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Read(string command) => Section.Matches(Repository.Read("samconfig.toml"))
        .Where(section => section.Groups["command"].Value == command)
        .ToDictionary(
            section => section.Groups["name"].Value,
            IReadOnlyDictionary<string, string> (section) => Override.Matches(section.Value).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value));

    [GeneratedRegex(@"^\[(?<name>[a-z-]+)\.(?<command>[a-z_]+)\.parameters\]\n((?!\[)[^\n]*\n?)*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Section { get; }

    [GeneratedRegex("^  \"(?<name>[A-Za-z]+)=(?<value>[^\"]*)\",$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Override { get; }
}
