using CrmEnrichment.Configuration;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Cli.Checks;

/// <summary>Settings that no function reads, and whose name says that they were meant for one. Within a section the functions themselves refuse them.</summary>
internal static class StraySettings
{
    public static IEnumerable<string> In(IConfiguration settings) => settings.GetChildren().Select(ProblemOf).OfType<string>();

    private static string? ProblemOf(IConfigurationSection top)
    {
        if (FunctionFeatures.Sections.Contains(top.Key, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (top.GetChildren().FirstOrDefault() is { } first)
        {
            return NearMiss.Of(top.Key, FunctionFeatures.Sections) is { } section
                ? $"{top.Key}__{first.Key} is read by no function: did you mean {section}__{first.Key}?"
                : null;
        }

        // In our own spelling only: HTTP_PROXY is another program's.
        return FunctionFeatures.Sections.FirstOrDefault(section => top.Key.StartsWith($"{section}_", StringComparison.Ordinal)) is { } near
            ? $"{top.Key} is read by no function: write two underscores between the levels, {near}__{top.Key[(near.Length + 1)..].Replace("_", "__", StringComparison.Ordinal)}."
            : null;
    }
}
