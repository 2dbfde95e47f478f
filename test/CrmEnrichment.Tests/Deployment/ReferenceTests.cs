using System.Collections.Immutable;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class ReferenceTests
{
    private static readonly Template s_template = Template.Shipped;

    private static readonly Dictionary<string, string[]> s_attributes = new(StringComparer.Ordinal)
    {
        ["AWS::CloudWatch::Alarm"] = ["Arn"],
        ["AWS::DynamoDB::Table"] = ["Arn"],
        ["AWS::Events::Rule"] = ["Arn"],
        ["AWS::IAM::Role"] = ["Arn"],
        ["AWS::Logs::LogGroup"] = ["Arn"],
        ["AWS::Serverless::Function"] = ["Arn"],
        ["AWS::SecretsManager::Secret"] = ["Id"],
        ["AWS::Serverless::HttpApi"] = ["ApiEndpoint"],
        ["AWS::SQS::Queue"] = ["Arn", "QueueName"],
    };

    private static readonly string[] s_pseudoParameters = ["AWS::NoValue", "AWS::Region", "AWS::StackName", "AWS::AccountId", "AWS::Partition"];

    private static readonly string[] s_intrinsics = ["Ref", "GetAtt", "Sub", "If", "Not", "And", "Or", "Condition", "Equals", "Split", "FindInMap"];

    private static readonly IReadOnlyList<Use> s_uses = [.. Uses(s_template.Root, [])];

    [Fact]
    public static void Only_intrinsics_that_this_test_can_follow_are_used() =>
        s_uses.Select(use => use.Intrinsic).Distinct().ShouldBeSubsetOf(s_intrinsics);

    [Fact]
    public static void Every_reference_leads_to_a_parameter_or_a_resource() =>
        s_uses.SelectMany(use => use.Names.Where(name => !Resolves(use.Intrinsic, name)).Select(name => $"!{use.Intrinsic} {name}")).ShouldBeEmpty();

    // CloudFormation refuses the whole stack when a condition is false and something refers to what it left out.
    [Fact]
    public static void A_conditional_resource_is_referred_to_only_under_its_condition()
    {
        var conditional = s_template.Resources.Where(resource => resource.Value.At("Condition") is not null)
            .ToDictionary(resource => resource.Key, resource => resource.Value.Text("Condition"));
        conditional.ShouldNotBeEmpty();
        s_uses.SelectMany(use => use.Names.Select(name => (Name: name, Resource: name.Split('.')[0], use.Under)))
            .Where(use => conditional.TryGetValue(use.Resource, out var condition) && !use.Under.Contains(condition))
            .Select(use => use.Name).ShouldBeEmpty();
    }

    [Fact]
    public static void Every_condition_is_declared_and_used()
    {
        var used = s_uses.Where(use => use.Intrinsic is "If" or "Condition").SelectMany(use => use.Names)
            .Concat(s_template.Resources.Values.Select(resource => resource.Text("Condition")).Where(name => name.Length > 0));
        used.Distinct().ShouldBe(s_template.Conditions.Keys, ignoreOrder: true);
    }

    [Fact]
    public static void Every_parameter_is_used()
    {
        var used = s_uses.SelectMany(use => use.Names).ToHashSet();
        s_template.Parameters.Keys.Where(name => !used.Contains(name)).ShouldBeEmpty();
    }

    private static bool Resolves(string intrinsic, string name) => (intrinsic, name.Split('.', 2)) switch
    {
        ("If" or "Condition", _) => s_template.Conditions.ContainsKey(name),
        ("FindInMap", _) => s_template.Mappings.ContainsKey(name),
        ("GetAtt", [var resource, var attribute]) => HasAttribute(resource, attribute),
        ("Sub", [var resource, var attribute]) => HasAttribute(resource, attribute),
        // SAM's own: the version's alias, and only where there is one.
        ("Ref", [var function, "Alias"]) => s_template.Functions.TryGetValue(function, out var properties) && properties.At("AutoPublishAlias") is not null,
        ("Ref" or "Sub", [_]) => s_pseudoParameters.Contains(name) || s_template.Parameters.ContainsKey(name) || s_template.Resources.ContainsKey(name),
        _ => false,
    };

    private static bool HasAttribute(string resource, string attribute) =>
        s_template.Resources.TryGetValue(resource, out var node) && s_attributes.GetValueOrDefault(node.Text("Type"), []).Contains(attribute);

    /// <summary>Every intrinsic, the names in it, and the conditions that hold where it stands.</summary>
    private static IEnumerable<Use> Uses(YamlNode node, ImmutableHashSet<string> under)
    {
        var intrinsic = node.Intrinsic();
        if (intrinsic is not null)
        {
            yield return new Use(intrinsic, [.. Names(intrinsic, node)], under);
        }

        // Of a resource or an output; in a policy's statement Condition is a map.
        under = node.At("Condition") is YamlScalarNode { Value: { } condition } ? under.Union(s_template.ImpliedBy(condition)) : under;
        var children = node switch
        {
            // Only the first branch stands where the condition holds.
            YamlSequenceNode choice when intrinsic is "If" => [(choice[1], under.Union(s_template.ImpliedBy(choice[0].Show()))), (choice[2], under)],
            YamlSequenceNode list => list.Select(child => (child, under)),
            YamlMappingNode map => map.Children.Values.Select(child => (child, under)),
            _ => [],
        };
        foreach (var use in children.SelectMany(child => Uses(child.Item1, child.Item2)))
        {
            yield return use;
        }
    }

    private static IEnumerable<string> Names(string intrinsic, YamlNode node) => (intrinsic, node) switch
    {
        ("Ref" or "GetAtt" or "Condition", YamlScalarNode scalar) => [scalar.Value!],
        ("Sub", YamlScalarNode scalar) => Template.Placeholder.Matches(scalar.Value!).Select(match => match.Groups["name"].Value),
        ("Sub", YamlSequenceNode list) => Template.Placeholder.Matches(list[0].Show()).Select(match => match.Groups["name"].Value).Except(list[1].Entries().Select(name => name.Key)),
        ("If" or "FindInMap", YamlSequenceNode list) => [list[0].Show()],
        _ => [],
    };

    private sealed record Use(string Intrinsic, IReadOnlyList<string> Names, ImmutableHashSet<string> Under);
}
