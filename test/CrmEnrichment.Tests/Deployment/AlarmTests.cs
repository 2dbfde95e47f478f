using System.Reflection;
using System.Text.Json;
using CrmEnrichment.Diagnostics;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static class AlarmTests
{
    private static readonly Template s_template = Template.Shipped;

    /// <summary>Metrics that AWS publishes, with their dimension, what of a resource it names, and of which resources.</summary>
    private static readonly Dictionary<string, (string Dimension, string Value)> s_published = new(StringComparer.Ordinal)
    {
        ["AWS/SQS ApproximateNumberOfMessagesVisible"] = ("QueueName", "!GetAtt {queue}.QueueName"),
        ["AWS/SQS ApproximateAgeOfOldestMessage"] = ("QueueName", "!GetAtt {queue}.QueueName"),
        ["AWS/Lambda Errors"] = ("FunctionName", "!Ref {function}"),
        ["AWS/Lambda Throttles"] = ("FunctionName", "!Ref {function}"),
        ["AWS/Lambda DestinationDeliveryFailures"] = ("FunctionName", "!Ref {function}"),
    };

    public static TheoryData<string> Alarms => [.. s_template.OfType("AWS::CloudWatch::Alarm").Keys];

    [Theory, MemberData(nameof(Alarms))]
    public static void An_alarm_watches_a_metric_that_somebody_publishes(string alarm)
    {
        var properties = s_template.Properties(alarm);
        var (dimension, value) = properties.Text("Namespace") == Metrics.Namespace
            ? Ours(properties.Text("MetricName"))
            : s_published.GetValueOrDefault($"{properties.Text("Namespace")} {properties.Text("MetricName")}");
        var watched = properties.At("Dimensions").Items().ShouldHaveSingleItem();
        watched.Text("Name").ShouldBe(dimension);
        s_template.Functions.Keys.Select(function => value.Replace("{function}", function, StringComparison.Ordinal))
            .Concat(s_template.OfType("AWS::SQS::Queue").Keys.Select(queue => value.Replace("{queue}", queue, StringComparison.Ordinal)))
            .ShouldContain(watched.Text("Value"));
    }

    [Theory]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt DeadLetters.QueueName")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt ParkedLetters.QueueName")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt DeadLetters.QueueName")]
    [InlineData("AWS/Lambda DestinationDeliveryFailures", "!Ref EnrichInteraction")]
    [InlineData("AWS/Lambda Errors", "!Ref EnrichInteraction")]
    [InlineData("AWS/Lambda Errors", "!Ref ReplayDeadLetters")]
    [InlineData("AWS/Lambda Throttles", "!Ref EnrichInteraction")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref EnrichInteraction")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref ReplayDeadLetters")]
    [InlineData("CrmEnrichment end_to_end_latency", "!Ref EnrichInteraction")]
    public static void Somebody_is_told_when_something_goes_wrong(string metric, string of) =>
        s_template.OfType("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm.At("Properties")!).Count(alarm =>
            $"{alarm.Text("Namespace")} {alarm.Text("MetricName")}" == metric && alarm.At("Dimensions").Items().Single().Text("Value") == of).ShouldBe(1);

    [Theory, MemberData(nameof(Alarms))]
    public static void An_alarm_rings_at_the_first_breach_and_not_for_want_of_traffic(string alarm)
    {
        var properties = s_template.Properties(alarm);
        properties.Text("ComparisonOperator").ShouldBe("GreaterThanThreshold");
        properties.Text("TreatMissingData").ShouldBe("notBreaching");
        properties.Text("AlarmDescription").ShouldNotBeEmpty();
        properties.Text("AlarmActions").ShouldBe("!If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref AWS::NoValue]");
        var statistic = properties.Text("Statistic") + properties.Text("ExtendedStatistic");
        statistic.ShouldBe(properties.Text("MetricName") switch
        {
            ['A', 'p', 'p', 'r', 'o', 'x', ..] => "Maximum",
            MetricNames.EndToEndLatency => "p95",
            _ => "Sum",
        });
    }

    [Fact]
    public static void A_context_is_late_after_half_a_second()
    {
        var late = s_template.Properties("ContextLate");
        late.Text("Threshold").ShouldBe("500");
        using var line = JsonDocument.Parse(Written(metrics => metrics.Time(MetricNames.EndToEndLatency, TimeSpan.FromMilliseconds(7), "Outcome", "Enriched")));
        late.Text("Unit").ShouldBe(Directive(line).GetProperty("Metrics")[0].GetProperty("Unit").GetString());
    }

    private static (string Dimension, string Value) Ours(string metric)
    {
        var constant = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Single(field => (string?)field.GetRawConstantValue() == metric);
        Repository.Sources("src").ShouldContain(
            text => !text.Contains("class MetricNames", StringComparison.Ordinal)
                && (text.Contains($"MetricNames.{constant.Name},", StringComparison.Ordinal) || text.Contains($"(\"{metric}\",", StringComparison.Ordinal)),
            $"nobody counts {metric}");
        using var line = JsonDocument.Parse(Written(metrics => metrics.Count(metric, "Upstream", "Genesys")));
        Directive(line).GetProperty("Dimensions").EnumerateArray()
            .ShouldContain(set => set.GetArrayLength() == 1 && set[0].ValueEquals("Service"), "CloudWatch finds a metric only by a whole set of its dimensions");
        return ("Service", "!Ref {function}");
    }

    private static string Written(Action<Metrics> write)
    {
        using var output = new StringWriter();
        write(new Metrics(output, TimeProvider.System, "service"));
        return output.ToString();
    }

    private static JsonElement Directive(JsonDocument line) => line.RootElement.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
}
