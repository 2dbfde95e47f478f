using CrmEnrichment.Configuration;

namespace CrmEnrichment.Sql.Statements;

/// <summary>Reads statements out of the configuration.</summary>
internal static class SqlStatement
{
    /// <param name="settings">The section.</param>
    /// <param name="key">Of the statement.</param>
    /// <param name="engine">Whose SQL it is.</param>
    /// <param name="parameters">What it may name.</param>
    /// <param name="needed">What it has to name, because it does something else without one; empty: at least one.</param>
    /// <returns>Empty where none is set.</returns>
    public static string Read(Settings settings, string key, SqlEngine engine, string[] parameters, params string[] needed)
    {
        var text = settings.Text(key, "write one statement", "");
        return text.Length == 0 ? text
            : SqlText.ProblemWith(text, engine, parameters) is var (what, fix) ? settings.Problem(key, what, fix, text)
            : needed.FirstOrDefault(parameter => SqlText.ProblemWith(text, engine, [.. parameters.Except([parameter], StringComparer.Ordinal)]) is null) is { } missing ? settings.Problem(key, $"lacks {missing}", $"name {string.Join(" and ", needed)}", text)
            : text;
    }

    /// <summary>Statements about one table are all set, or none of them is.</summary>
    public static void Together(Settings settings, params (string Key, string Text)[] statements)
    {
        var missing = statements.Where(statement => statement.Text.Length == 0).Select(statement => statement.Key).ToList();
        if (missing.Count > 0 && missing.Count < statements.Length)
        {
            settings.Problem(missing[0], "is not set", $"statements about one table go together: set {string.Join(", ", statements.Select(statement => statement.Key))}, or none of them", 0);
        }
    }
}
