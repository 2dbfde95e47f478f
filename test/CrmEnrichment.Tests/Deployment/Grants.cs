using Shouldly;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>What a function may do: the statements of its role.</summary>
internal sealed class Grants
{
    private readonly Func<YamlNode?, IEnumerable<YamlNode>> _items;
    private readonly IReadOnlyList<YamlNode> _statements;

    /// <param name="template">Where its role is.</param>
    /// <param name="function">Its logical id.</param>
    /// <param name="parameters">Of one deployment; null for whatever any deployment may do.</param>
    public Grants(Template template, string function, IReadOnlyDictionary<string, string>? parameters = null)
    {
        _items = node => parameters is null ? node.Items() : template.Items(node, parameters);
        Role = template.Functions[function].Text("Role") is ['!', 'G', 'e', 't', 'A', 't', 't', ' ', .. var name] && name.EndsWith(".Arn", StringComparison.Ordinal)
            ? name[..^4]
            : throw new ShouldAssertException($"{function} has no role of its own, so SAM makes one that may write to every log group.");
        var role = template.Properties(Role);
        role.At("ManagedPolicyArns").ShouldBeNull($"{Role} takes rights that the template does not show");
        _statements = [.. role.At("Policies").Items().SelectMany(policy => _items(policy.At("PolicyDocument", "Statement")))];
        _statements.ShouldAllBe(statement => statement.Text("Effect") == "Allow");
        _statements.ShouldAllBe(statement => statement.At("NotAction") == null && statement.At("NotResource") == null);
    }

    public string Role { get; }

    public IReadOnlySet<string> Actions => _statements.SelectMany(statement => _items(statement.At("Action"))).Select(Yaml.Show).ToHashSet();

    public IReadOnlySet<string> Resources => _statements.SelectMany(statement => _items(statement.At("Resource"))).Select(Yaml.Show).ToHashSet();

    /// <summary>The resources of the statements that hold an action of the AWS service.</summary>
    public IReadOnlySet<string> ResourcesOf(string service) =>
        StatementsOf(service).SelectMany(statement => _items(statement.At("Resource"))).Select(Yaml.Show).ToHashSet();

    /// <summary>The resources on which one action is granted.</summary>
    public IReadOnlySet<string> ResourcesOfAction(string action) =>
        _statements.Where(statement => _items(statement.At("Action")).Any(granted => granted.Show() == action)).SelectMany(statement => _items(statement.At("Resource"))).Select(Yaml.Show).ToHashSet();

    /// <summary>The conditions of those statements.</summary>
    public IReadOnlySet<string> ConditionsOf(string service) => StatementsOf(service).Select(statement => statement.Text("Condition")).ToHashSet();

    /// <summary>Whether the action on the item with this key of the state table is granted.</summary>
    public bool AllowState(string action, string key) => _statements
        .Where(statement => _items(statement.At("Action")).Any(granted => granted.Show() == action))
        .SelectMany(statement => _items(statement.At("Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys")))
        .Any(pattern => pattern.Show() is [.. var prefix, '*'] ? key.StartsWith(prefix, StringComparison.Ordinal) : key == pattern.Show());

    public IReadOnlySet<string> ActionsOf(string service) =>
        Actions.Where(action => action.StartsWith($"{service}:", StringComparison.Ordinal)).ToHashSet();

    private IEnumerable<YamlNode> StatementsOf(string service) =>
        _statements.Where(statement => _items(statement.At("Action")).Any(action => action.Show().StartsWith($"{service}:", StringComparison.Ordinal)));
}
