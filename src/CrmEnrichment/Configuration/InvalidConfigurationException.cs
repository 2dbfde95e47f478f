namespace CrmEnrichment.Configuration;

/// <summary>The function cannot start; the message lists every setting that is missing or wrong, and its fix.</summary>
public sealed class InvalidConfigurationException(IReadOnlyCollection<string> problems)
    : Exception($"The configuration has {problems.Count} problem(s):\n  - {string.Join("\n  - ", problems)}")
{
    public IReadOnlyCollection<string> Problems => problems;
}
