using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>Walks a CloudFormation template as it is written: an intrinsic function is a node with a tag.</summary>
internal static class Yaml
{
    public const string NoValue = "!Ref AWS::NoValue";

    /// <summary>The intrinsic's name without its exclamation mark, or null for plain YAML.</summary>
    public static string? Intrinsic(this YamlNode node) =>
        !node.Tag.IsEmpty && node.Tag.Value is ['!', not '!', ..] and { Length: > 1 } tag ? tag[1..] : null;

    /// <summary>The node at the path, or null; it does not look into intrinsics.</summary>
    public static YamlNode? At(this YamlNode node, params string[] path)
    {
        var at = node;
        foreach (var key in path)
        {
            if (at is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out var child))
            {
                return null;
            }

            at = child;
        }

        return at;
    }

    /// <summary>What stands at the path as one line, such as <c>!Ref State</c>; empty when nothing does.</summary>
    public static string Text(this YamlNode node, params string[] path) => node.At(path) is { } found ? found.Show() : "";

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(child => (child.Key.Show(), child.Value)) : [];

    /// <summary>A list's items, or the one item that stands in its place; of an <c>!If</c>, what each branch gives.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node switch
    {
        null => [],
        _ when node.Intrinsic() is "If" => ((YamlSequenceNode)node).Children.Skip(1).Where(branch => branch.Show() != NoValue).SelectMany(Items),
        YamlSequenceNode list when list.Intrinsic() is null => list.Children.SelectMany(Items),
        _ => [node],
    };

    public static string Show(this YamlNode node)
    {
        var tag = node.Intrinsic() is { } intrinsic ? $"!{intrinsic} " : "";
        return tag + node switch
        {
            YamlScalarNode scalar => scalar.Value ?? "",
            YamlSequenceNode list => $"[{string.Join(", ", list.Select(Show))}]",
            YamlMappingNode map => $"{{{string.Join(", ", map.Entries().Select(entry => $"{entry.Key}: {entry.Value.Show()}"))}}}",
            _ => throw new NotSupportedException($"No CloudFormation template holds a {node.NodeType}."),
        };
    }
}
