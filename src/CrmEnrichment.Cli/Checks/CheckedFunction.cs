using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Checks;

/// <summary>A function and the settings that it has, or would have.</summary>
/// <param name="Name">Such as <c>EnrichInteraction</c>.</param>
/// <param name="Settings">Its own.</param>
/// <param name="DeployedAs">In AWS Lambda; null where nothing is deployed.</param>
internal sealed record CheckedFunction(string Name, IConfiguration Settings, string? DeployedAs = null)
{
    /// <summary>Whether the settings say that it is wanted. What is deployed is.</summary>
    public bool IsMeant => DeployedAs is not null || (IsSet(FunctionFeatures.SectionOf(Name)) && IsSet(FunctionFeatures.FurtherSectionOf(Name)));

    private bool IsSet(string? section) => section is null || Settings.GetSection(section).AsEnumerable().Any(setting => !string.IsNullOrEmpty(setting.Value));
}
