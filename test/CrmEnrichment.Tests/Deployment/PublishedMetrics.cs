using System.Reflection;
using System.Text.RegularExpressions;
using CrmEnrichment.Changes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Leads;
using CrmEnrichment.Replay;
using CrmEnrichment.Web.Leads;
using CrmEnrichment.Web.Vicidial;
using Shouldly;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>What an alarm or a graph can show: our metrics as the code counts them, and those of AWS that we look at.</summary>
internal static partial class PublishedMetrics
{
    /// <summary>A dimension's value that is not known beforehand.</summary>
    public const string Any = "*";

    /// <summary>The constants of <see cref="MetricNames"/> by their names.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    /// <summary>Our metrics: the method of <see cref="Metrics"/> that publishes each, and the dimension beside <c>Service</c>.</summary>
    public static IReadOnlyDictionary<string, (string Kind, string Dimension)> Ours { get; } = Repository.Sources("src").SelectMany(source => Call.Matches(source))
        .GroupBy(call => Names[call.Groups["constant"].Value], call => (call.Groups["kind"].Value, call.Groups["dimension"].Value))
        .ToDictionary(calls => calls.Key, calls => calls.Distinct().ShouldHaveSingleItem($"{calls.Key} is not published in one way"));

    private static readonly Dictionary<string, string> s_dimensionOfTheirs = new(StringComparer.Ordinal)
    {
        ["AWS/SQS ApproximateNumberOfMessagesVisible"] = "QueueName",
        ["AWS/SQS ApproximateNumberOfMessagesNotVisible"] = "QueueName",
        ["AWS/SQS ApproximateAgeOfOldestMessage"] = "QueueName",
        ["AWS/Lambda Errors"] = "FunctionName",
        ["AWS/Lambda Throttles"] = "FunctionName",
        ["AWS/Lambda Duration"] = "FunctionName",
        ["AWS/Lambda DestinationDeliveryFailures"] = "FunctionName",
    };

    /// <summary>Fails unless somebody publishes the metric under exactly these dimensions; CloudWatch finds it by no others.</summary>
    public static void ShouldHold(string space, string metric, IReadOnlyList<(string Name, string Value)> dimensions)
    {
        string[][] published = space != Metrics.Namespace ? [[s_dimensionOfTheirs[$"{space} {metric}"]]]
            : Ours.TryGetValue(metric, out var ours) ? [["Service"], ["Service", ours.Dimension]]
            : [];
        published.ShouldContain(names => names.SequenceEqual(dimensions.Select(dimension => dimension.Name)), $"{space} {metric}");
        dimensions.ShouldAllBe(dimension => ValuesOf(dimension.Name).Contains(dimension.Value));
    }

    private static IEnumerable<string> ValuesOf(string dimension) => dimension switch
    {
        "QueueName" => Template.Shipped.OfType("AWS::SQS::Queue").Keys.Select(queue => $"!GetAtt {queue}.QueueName"),
        "FunctionName" or "Service" => Template.Shipped.Functions.Keys.Select(function => $"!Ref {function}"),
        "Result" => [ReplayResult.Done, ReplayResult.FailedAgain, ReplayResult.Parked, ReplayResult.Healed, ReplayResult.NotHealed, ChangeResult.Refused, ChangeResult.Failed, CallResult.NotQueued, CallResult.Password, CallResult.Unmapped, LeadRequestResult.Refused, LeadRequestResult.NotQueued, LeadOutcome.Failed, Any],
        "Outcome" => [$"{FailureReason.UnknownRecord}", Any],
        "Status" => [Any, "401"],
        _ => [Any],
    };

    [GeneratedRegex(@"[mM]etrics\.(?<kind>\w+)\(MetricNames\.(?<constant>\w+), [^""]*""(?<dimension>\w+)"", ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call { get; }
}
