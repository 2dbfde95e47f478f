using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>Decides as EventBridge does whether a pattern takes an event, as far as our patterns go.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"/></remarks>
internal static class EventPattern
{
    /// <param name="pattern">An object: each of its members must take the event's.</param>
    /// <param name="candidate">The event, or a part of it.</param>
    /// <param name="evaluate">What an intrinsic in the pattern comes to.</param>
    public static bool Matches(YamlNode pattern, JsonElement candidate, Func<YamlNode, string> evaluate) =>
        pattern.Entries().All(member => Takes(member.Value, Member(candidate, member.Key), evaluate));

    private static JsonElement? Member(JsonElement candidate, string key) =>
        candidate.ValueKind is JsonValueKind.Object && candidate.TryGetProperty(key, out var value) ? value : null;

    private static bool Takes(YamlNode pattern, JsonElement? value, Func<YamlNode, string> evaluate) => (pattern, value) switch
    {
        (YamlMappingNode, { } part) => Matches(pattern, part, evaluate),
        (YamlMappingNode, null) => false,
        (YamlSequenceNode any, { ValueKind: JsonValueKind.Array } several) =>
            several.EnumerateArray().Any(one => any.Any(matcher => TakesOne(matcher, one, evaluate))),
        (YamlSequenceNode any, _) => any.Any(matcher => TakesOne(matcher, value, evaluate)),
        _ => throw new NotSupportedException($"EventBridge wants a list where the pattern has {pattern.Show()}."),
    };

    private static bool TakesOne(YamlNode matcher, JsonElement? value, Func<YamlNode, string> evaluate)
    {
        if (matcher is not YamlMappingNode)
        {
            return Text(value) is { } text && text == evaluate(matcher);
        }

        var (kind, operand) = matcher.Entries().Single();
        return (kind, Text(value)) switch
        {
            ("exists", _) => value is not null == (evaluate(operand) == "true"),
            ("prefix" or "suffix" or "equals-ignore-case" or "anything-but", null) => false,
            ("prefix", { } text) => text.StartsWith(evaluate(operand), StringComparison.Ordinal),
            ("suffix", { } text) => text.EndsWith(evaluate(operand), StringComparison.Ordinal),
            ("equals-ignore-case", { } text) => text.Equals(evaluate(operand), StringComparison.OrdinalIgnoreCase),
            ("anything-but", _) when operand is YamlMappingNode => !TakesOne(operand, value, evaluate),
            ("anything-but", _) => !operand.Items().Any(except => TakesOne(except, value, evaluate)),
            _ => throw new NotSupportedException($"Teach the test EventBridge's {kind}."),
        };
    }

    private static string? Text(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null } literal => literal.GetRawText(),
        _ => null,
    };
}
