using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary><c>template.yaml</c> as CloudFormation gets it: with its anchors followed, as <c>sam</c> does before it deploys.</summary>
internal sealed partial class Template
{
    public static Template Shipped { get; } = new(Repository.Read("template.yaml"));

    private Template(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        Root = (YamlMappingNode)stream.Documents[0].RootNode;
        Root.AllNodes.OfType<YamlMappingNode>().ToList().ForEach(AddMembers);
    }

    public YamlMappingNode Root { get; }

    public IReadOnlyDictionary<string, YamlNode> Parameters => Section("Parameters");

    public IReadOnlyDictionary<string, YamlNode> Conditions => Section("Conditions");

    public IReadOnlyDictionary<string, YamlNode> Mappings => Section("Mappings");

    public IReadOnlyDictionary<string, YamlNode> Resources => Section("Resources");

    /// <summary>Every function's properties by its logical id, with what <c>Globals</c> gives to all of them.</summary>
    public IReadOnlyDictionary<string, YamlMappingNode> Functions => OfType("AWS::Serverless::Function").ToDictionary(
        function => function.Key,
        function => Merge((YamlMappingNode?)Root.At("Globals", "Function") ?? [], (YamlMappingNode)function.Value.At("Properties")!));

    public IReadOnlyDictionary<string, YamlNode> OfType(string type) =>
        Resources.Where(resource => resource.Value.Text("Type") == type).ToDictionary();

    /// <summary>The rules that wait for events; others are schedules.</summary>
    public IReadOnlyDictionary<string, YamlNode> EventRules =>
        OfType("AWS::Events::Rule").Where(rule => rule.Value.At("Properties", "EventPattern") is not null).ToDictionary();

    /// <summary>Whether a resource or an output is there under these parameters.</summary>
    public bool Has(YamlNode node, IReadOnlyDictionary<string, string> known) =>
        node.At("Condition") is not { } condition || Holds(Conditions[condition.Show()], known);

    /// <summary>The functions that are there under these parameters.</summary>
    public IEnumerable<string> FunctionsUnder(IReadOnlyDictionary<string, string> known) => Functions.Keys.Where(function => Has(Resources[function], known));

    /// <summary>A list's items under these parameters: of an <c>!If</c>, what its branch gives.</summary>
    public IEnumerable<YamlNode> Items(YamlNode? node, IReadOnlyDictionary<string, string> known) => node switch
    {
        null => [],
        _ when node.Show() == Yaml.NoValue => [],
        YamlSequenceNode choice when choice.Intrinsic() is "If" => Items(Holds(Conditions[choice[0].Show()], known) ? choice[1] : choice[2], known),
        YamlSequenceNode list when list.Intrinsic() is null => list.Children.SelectMany(child => Items(child, known)),
        _ => [node],
    };

    /// <summary>The conditions that hold wherever the named one does, itself among them.</summary>
    public IEnumerable<string> ImpliedBy(string condition) => Conditions.GetValueOrDefault(condition) is YamlSequenceNode all && all.Intrinsic() is "And"
        ? all.Where(part => part.Intrinsic() is "Condition").SelectMany(part => ImpliedBy(((YamlScalarNode)part).Value!)).Prepend(condition)
        : [condition];

    public YamlNode Properties(string logicalId) => Resources[logicalId].At("Properties")!;

    /// <summary>What the node comes to when parameters have their defaults, unless <paramref name="known"/> says otherwise; null for nothing.</summary>
    public string? Evaluate(YamlNode node, IReadOnlyDictionary<string, string> known)
    {
        return (node.Intrinsic(), node) switch
        {
            (null, YamlScalarNode scalar) => scalar.Value!,
            ("Ref", YamlScalarNode { Value: "AWS::NoValue" }) => null,
            ("If", YamlSequenceNode choice) => Evaluate(Holds(Conditions[choice[0].Show()], known) ? choice[1] : choice[2], known),
            ("Ref", YamlScalarNode { Value: { } name }) => ValueOf(name),
            ("Sub", YamlScalarNode { Value: { } text }) =>
                Placeholder.Replace(text, match => ValueOf(match.Groups["name"].Value)).Replace("${!", "${", StringComparison.Ordinal),
            ("Sub", YamlSequenceNode withNames) => Evaluate(
                new YamlScalarNode(((YamlScalarNode)withNames[0]).Value) { Tag = node.Tag },
                known.Concat(withNames[1].Entries().Select(name => KeyValuePair.Create(name.Key, Evaluate(name.Value, known)!))).ToDictionary()),
            _ => throw new NotSupportedException($"Teach the test what {node.Show()} comes to."),
        };

        string ValueOf(string name) => known.TryGetValue(name, out var value) ? value : Parameters[name].Text("Default");
    }

    /// <summary>What the rules have against these parameters.</summary>
    public IEnumerable<string> Refusals(IReadOnlyDictionary<string, string> known) =>
        from rule in Section("Rules").Values
        where rule.At("RuleCondition") is not { } condition || Holds(condition, known)
        from assertion in rule.At("Assertions").Items()
        where !Holds(assertion.At("Assert")!, known)
        select assertion.Text("AssertDescription");

    private bool Holds(YamlNode condition, IReadOnlyDictionary<string, string> known) => (condition.Intrinsic(), condition) switch
    {
        ("Condition", YamlScalarNode { Value: { } name }) => Holds(Conditions[name], known),
        ("And", YamlSequenceNode all) => all.All(one => Holds(one, known)),
        ("Or", YamlSequenceNode any) => any.Any(one => Holds(one, known)),
        ("Not", YamlSequenceNode not) => !Holds(not[0], known),
        ("Equals", YamlSequenceNode pair) => string.Equals(Evaluate(pair[0], known), Evaluate(pair[1], known), StringComparison.Ordinal),
        // Of the rules only, and so without a short form.
        (null, _) when condition.At("Fn::Contains") is YamlSequenceNode list => list[0].Items().Any(item => item.Show() == Evaluate(list[1], known)),
        _ => throw new NotSupportedException($"Teach the test when {condition.Show()} holds."),
    };

    /// <summary>The names in a <c>!Sub</c>'s <c>${…}</c>.</summary>
    [GeneratedRegex(@"\$\{(?<name>[^!}][^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Placeholder { get; }

    private Dictionary<string, YamlNode> Section(string name) => Root.At(name).Entries().ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>Follows "&lt;&lt;": the map's own members go before those that it adds. YamlDotNet's MergingParser takes no map that is named right there.</summary>
    private static void AddMembers(YamlMappingNode map)
    {
        if (map.Children.Remove("<<", out var added))
        {
            foreach (var one in added is YamlSequenceNode several ? several.Cast<YamlMappingNode>() : [(YamlMappingNode)added])
            {
                AddMembers(one);
                foreach (var (key, value) in one.Children)
                {
                    map.Children.TryAdd(key, value);
                }
            }
        }
    }

    private static YamlMappingNode Merge(YamlMappingNode globals, YamlMappingNode own)
    {
        var merged = new YamlMappingNode(globals.Children);
        foreach (var (key, value) in own.Children)
        {
            merged.Children[key] = merged.Children.TryGetValue(key, out var theirs) && theirs is YamlMappingNode both && value is YamlMappingNode more
                ? Merge(both, more)
                : value;
        }

        return merged;
    }
}
