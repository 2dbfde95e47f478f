using Shouldly;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>What a function may do: the statements of its role.</summary>
internal sealed class Grants
{
    private readonly IReadOnlyList<YamlNode> _statements;

    public Grants(Template template, string function)
    {
        Role = template.Functions[function].Text("Role") is ['!', 'G', 'e', 't', 'A', 't', 't', ' ', .. var name] && name.EndsWith(".Arn", StringComparison.Ordinal)
            ? name[..^4]
            : throw new ShouldAssertException($"{function} has no role of its own, so SAM makes one that may write to every log group.");
        var role = template.Properties(Role);
        role.At("ManagedPolicyArns").ShouldBeNull($"{Role} takes rights that the template does not show");
        _statements = [.. role.At("Policies").Items().SelectMany(policy => policy.At("PolicyDocument", "Statement").Items())];
        _statements.ShouldAllBe(statement => statement.Text("Effect") == "Allow");
        _statements.ShouldAllBe(statement => statement.At("NotAction") == null && statement.At("NotResource") == null);
    }

    public string Role { get; }

    public IReadOnlySet<string> Actions => _statements.SelectMany(statement => statement.At("Action").Items()).Select(Yaml.Show).ToHashSet();

    public IReadOnlySet<string> Resources => _statements.SelectMany(statement => statement.At("Resource").Items()).Select(Yaml.Show).ToHashSet();

    /// <summary>The resources of the statements that hold an action of the AWS service.</summary>
    public IReadOnlySet<string> ResourcesOf(string service) =>
        StatementsOf(service).SelectMany(statement => statement.At("Resource").Items()).Select(Yaml.Show).ToHashSet();

    /// <summary>The conditions of those statements.</summary>
    public IReadOnlySet<string> ConditionsOf(string service) => StatementsOf(service).Select(statement => statement.Text("Condition")).ToHashSet();

    public IReadOnlySet<string> ActionsOf(string service) =>
        Actions.Where(action => action.StartsWith($"{service}:", StringComparison.Ordinal)).ToHashSet();

    private IEnumerable<YamlNode> StatementsOf(string service) =>
        _statements.Where(statement => statement.At("Action").Items().Any(action => action.Show().StartsWith($"{service}:", StringComparison.Ordinal)));
}
