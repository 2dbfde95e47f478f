using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>
/// Reads the part of DynamoDB's condition language that the product uses: attribute_exists, attribute_not_exists, comparisons,
/// AND, OR and parentheses. Everything else is refused by name, so that a test never passes on a condition nobody evaluated.
/// </summary>
internal sealed class ConditionParser
{
    private static readonly string[] Comparators = ["=", "<>", "<", "<=", ">", ">="];

    private readonly IReadOnlyList<string> _tokens;
    private readonly ExpressionNames _names;
    private int _next;

    private ConditionParser(string expression, ExpressionNames names) => (_tokens, _names) = (ExpressionTokens.Of(expression), names);

    private string? Peek => _next < _tokens.Count ? _tokens[_next] : null;

    public static Condition Parse(string expression, ExpressionNames names)
    {
        var parser = new ConditionParser(expression, names);
        var condition = parser.Or();
        return parser.Peek is null ? condition : throw parser.Unsupported();
    }

    private Condition Or()
    {
        var left = And();
        while (Take("OR"))
        {
            left = new Condition.Or(left, And());
        }

        return left;
    }

    private Condition And()
    {
        var left = Term();
        while (Take("AND"))
        {
            left = new Condition.And(left, Term());
        }

        return left;
    }

    private Condition Term()
    {
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        // Function names are case-sensitive in DynamoDB; keywords are not.
        switch (Peek)
        {
            case "attribute_exists":
                return new Condition.Exists(Argument());
            case "attribute_not_exists":
                return new Condition.NotExists(Argument());
        }

        var left = Operand();
        if (Peek is not { } comparator || !Comparators.Contains(comparator))
        {
            throw Unsupported();
        }

        _next++;
        return new Condition.Comparison(left, comparator, Operand());
    }

    private string Argument()
    {
        _next++;
        Expect("(");
        var operand = Operand();
        Expect(")");
        return operand.Attribute ?? throw DynamoErrors.Validation("Invalid ConditionExpression: Operator or function requires a document path");
    }

    private Condition.Operand Operand()
    {
        if (Peek is not { } token || !(char.IsLetterOrDigit(token[^1]) || token[^1] == '_') || IsKeyword(token) || _tokens.ElementAtOrDefault(_next + 1) is "(")
        {
            throw Unsupported();
        }

        _next++;
        if (Peek is "." or "[")
        {
            throw Unsupported();
        }

        return token[0] == ':' ? new Condition.Operand(null, _names.Value(token)) : new Condition.Operand(_names.Attribute(token), null);
    }

    private static bool IsKeyword(string token) => token.ToUpperInvariant() is "AND" or "OR" or "NOT" or "BETWEEN" or "IN";

    private bool Take(string token)
    {
        if (!string.Equals(Peek, token, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw Unsupported();
        }
    }

    private AwsException Unsupported() => Peek is null
        ? DynamoErrors.Validation("Invalid ConditionExpression: Syntax error; token: \"<EOF>\"")
        : DynamoErrors.Validation($"Invalid ConditionExpression: the local cloud does not know \"{Peek}\" here, only attribute_exists, attribute_not_exists, comparisons, AND, OR and parentheses");
}
