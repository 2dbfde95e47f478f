using System.Text.Json;

namespace CrmEnrichment.Cli.Checks;

/// <summary>Environment variables out of a file: lines <c>NAME=value</c>, as <c>serve --environment</c> writes them, or the JSON of <c>sam local --env-vars</c>.</summary>
internal static class VariablesFile
{
    /// <summary>In sam's file the section that holds for every function.</summary>
    private const string ForAll = "Parameters";

    /// <param name="file">The file.</param>
    /// <returns>By function, in the form of lines the same for each.</returns>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, Dictionary<string, string?>> Read(FileInfo file)
    {
        var text = SettingsFile.Read(file);
        if (!text.TrimStart().StartsWith('{'))
        {
            var lines = Lines(file, text);
            return FunctionFeatures.Names.ToDictionary(name => name, _ => lines, StringComparer.Ordinal);
        }

        try
        {
            var sections = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string?>>>(text)!;
            return sections.Keys.Contains(ForAll, StringComparer.Ordinal)
                ? FunctionFeatures.Names.ToDictionary(name => name, _ => sections[ForAll], StringComparer.Ordinal)
                : FunctionFeatures.Names.Where(sections.ContainsKey).ToDictionary(name => name, name => sections[name], StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is not what sam local --env-vars takes (line {e.LineNumber + 1}): write {{\"EnrichInteraction\": {{\"NAME\": \"value\"}}}}, or lines of NAME=value.");
        }
    }

    private static Dictionary<string, string?> Lines(FileInfo file, string text)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (number, line) in text.Split('\n').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var assignment = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..].TrimStart() : line;
            if (assignment.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
            {
                throw new UsageException($"{file}, line {number + 1}, is not NAME=value.");
            }

            variables[assignment[..equals].Trim()] = Unquoted(assignment[(equals + 1)..].Trim());
        }

        return variables;
    }

    private static string Unquoted(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;
}
