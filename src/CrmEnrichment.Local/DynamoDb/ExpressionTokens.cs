using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>Cuts an expression into names, #aliases, :values, comparators and punctuation.</summary>
internal static partial class ExpressionTokens
{
    public static IReadOnlyList<string> Of(string expression)
    {
        var tokens = new List<string>();
        var position = 0;
        foreach (Match match in Token().Matches(expression))
        {
            RefuseUnknown(expression[position..match.Index]);
            tokens.Add(match.Value);
            position = match.Index + match.Length;
        }

        RefuseUnknown(expression[position..]);
        return tokens;
    }

    private static void RefuseUnknown(string between)
    {
        if (!string.IsNullOrWhiteSpace(between))
        {
            throw DynamoErrors.Validation($"Invalid ConditionExpression: Syntax error; token: \"{between.Trim()}\"");
        }
    }

    [GeneratedRegex(@"[#:]?[A-Za-z0-9_]+|<=|>=|<>|[=<>(),.\[\]]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
