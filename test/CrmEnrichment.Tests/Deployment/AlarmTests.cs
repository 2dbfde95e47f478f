using System.Globalization;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.WorkQueues;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class AlarmTests
{
    private static readonly Template s_template = Template.Shipped;

    /// <summary>All but those of the schedules, which are missed when they do not come.</summary>
    public static TheoryData<string> AlarmsOfTraffic => [.. Alarms.Select(row => row.Data).Except([HealthCheckTests.Alarm, HealingScheduleTests.Alarm])];

    public static TheoryData<string> Alarms => [.. s_template.OfType("AWS::CloudWatch::Alarm").Keys];

    [Theory, MemberData(nameof(Alarms))]
    public static void An_alarm_watches_a_metric_that_somebody_publishes(string alarm)
    {
        var properties = s_template.Properties(alarm);
        PublishedMetrics.ShouldHold(
            properties.Text("Namespace"), properties.Text("MetricName"), [.. Dimensions(properties).Select(dimension => (dimension.Text("Name"), dimension.Text("Value")))]);
    }

    [Theory]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt DeadLetters.QueueName")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt ParkedLetters.QueueName")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt DeadLetters.QueueName")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt JournalQueue.QueueName")]
    [InlineData("AWS/Lambda DestinationDeliveryFailures", "!Ref EnrichInteraction")]
    [InlineData("AWS/Lambda DestinationDeliveryFailures", "!Ref LogInteraction")]
    [InlineData("AWS/Lambda Errors", "!Ref LogInteraction")]
    [InlineData("AWS/Lambda Errors", "!Ref WriteJournalEntry")]
    [InlineData("AWS/Lambda Errors", "!Ref EnrichInteraction")]
    [InlineData("AWS/Lambda Errors", "!Ref ReplayDeadLetters")]
    [InlineData("AWS/Lambda Errors", "!Ref LookupCustomer")]
    [InlineData("AWS/Lambda Errors", "!Ref TwilioEvents")]
    [InlineData("AWS/Lambda Errors", "!Ref VicidialCalls")]
    [InlineData("AWS/Lambda Errors", "!Ref SyncDisposition")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt CallsQueue.QueueName")]
    [InlineData("CrmEnrichment call_urls", "!Ref VicidialCalls, not_queued")]
    [InlineData("CrmEnrichment call_urls", "!Ref VicidialCalls, password")]
    [InlineData("CrmEnrichment call_urls", "!Ref VicidialCalls, unmapped")]
    [InlineData("CrmEnrichment events", "!Ref SyncDisposition, UnknownRecord")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref SyncDisposition")]
    [InlineData("AWS/Lambda Errors", "!Ref ReconcileVicidial")]
    [InlineData("CrmEnrichment dispositions_missing", "!Ref ReconcileVicidial")]
    [InlineData("CrmEnrichment call_urls_lost", "!Ref ReconcileVicidial")]
    [InlineData("AWS/Lambda Duration", "!Ref LookupCustomer")]
    [InlineData("AWS/Lambda Throttles", "!Ref EnrichInteraction")]
    [InlineData("CrmEnrichment lookup_answers", "!Ref LookupCustomer, 401")]
    [InlineData("AWS/Lambda Errors", "!Ref ClickToCall")]
    [InlineData("CrmEnrichment call_orders", "!Ref ClickToCall, failed")]
    [InlineData("CrmEnrichment call_orders", "!Ref ClickToCall, refused")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref ClickToCall")]
    [InlineData("AWS/Lambda Errors", "!Ref UpdateTickets")]
    [InlineData("CrmEnrichment mail_runs_failed_in_a_row", "!Ref UpdateTickets")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref UpdateTickets")]
    [InlineData("AWS/Lambda Errors", "!Ref ReceiveLeads")]
    [InlineData("AWS/Lambda Errors", "!Ref InjectLead")]
    [InlineData("CrmEnrichment lead_requests", "!Ref ReceiveLeads, not_queued")]
    [InlineData("CrmEnrichment lead_requests", "!Ref ReceiveLeads, refused")]
    [InlineData("CrmEnrichment leads", "!Ref InjectLead, failed")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref InjectLead")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt LeadsQueue.QueueName")]
    [InlineData("AWS/Lambda Errors", "!Ref ScreenPop")]
    [InlineData("AWS/Lambda Duration", "!Ref ScreenPop")]
    [InlineData("CrmEnrichment screen_pops", "!Ref ScreenPop, refused")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref EnrichInteraction")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref ReplayDeadLetters")]
    [InlineData("CrmEnrichment end_to_end_latency", "!Ref EnrichInteraction")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, failed_again")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, parked")]
    [InlineData("CrmEnrichment letters_needing_a_person", "!Ref ReplayDeadLetters")]
    [InlineData("CrmEnrichment component_healthy", "!Ref CheckHealth")]
    public static void Somebody_is_told_when_something_goes_wrong(string metric, string of) =>
        s_template.OfType("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm.At("Properties")!).Count(alarm =>
            $"{alarm.Text("Namespace")} {alarm.Text("MetricName")}" == metric
            && string.Join(", ", Dimensions(alarm).Select(dimension => dimension.Text("Value"))) == of).ShouldBe(1);

    [Theory, MemberData(nameof(Alarms))]
    public static void An_alarm_tells_people_when_it_begins_and_when_it_ends_and_where_to_read_on(string alarm)
    {
        var properties = s_template.Properties(alarm);
        properties.Text("AlarmDescription").ShouldEndWith("See docs/operations.md.");
        properties.Text("AlarmActions").ShouldBe("!If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref AWS::NoValue]");
        properties.Text("OKActions").ShouldBe(properties.Text("AlarmActions"));
    }

    [Theory, MemberData(nameof(AlarmsOfTraffic))]
    public static void An_alarm_rings_at_the_first_breach_and_not_for_want_of_traffic(string alarm)
    {
        var properties = s_template.Properties(alarm);
        properties.Text("ComparisonOperator").ShouldBe("GreaterThanThreshold");
        properties.Text("TreatMissingData").ShouldBe("notBreaching");
        var statistic = properties.Text("Statistic") + properties.Text("ExtendedStatistic");
        statistic.ShouldBe(properties.Text("MetricName") switch
        {
            ['A', 'p', 'p', 'r', 'o', 'x', ..] => "Maximum",
            MetricNames.EndToEndLatency => "p95",
            MetricNames.JournalMissing or MetricNames.JournalUnfinished or MetricNames.DispositionsMissing or MetricNames.CallUrlsLost or MetricNames.MailRunsFailedInARow => "Maximum",
            "Duration" => "p99",
            _ => "Sum",
        });
    }

    // Whether SQS counts the delay of a message into its age or not, the alarm does not ring for a message that only waits until its entry is due.
    [Fact]
    public static void The_journal_is_behind_only_after_the_longest_delay_of_a_message() =>
        double.Parse(s_template.Properties("JournalBehind").Text("Threshold"), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(2 * IWorkQueue.LongestDelay.TotalSeconds);

    [Fact]
    public static void A_context_is_late_after_half_a_second()
    {
        var late = s_template.Properties("ContextLate");
        late.Text("Threshold").ShouldBe("500");
        using var output = new StringWriter();
        new Metrics(output, TimeProvider.System, "service").Time(MetricNames.EndToEndLatency, TimeSpan.FromMilliseconds(7), "Outcome", "Enriched");
        output.ToString().ShouldContain($"\"Name\":\"end_to_end_latency\",\"Unit\":\"{late.Text("Unit")}\"");
    }

    private static IEnumerable<YamlNode> Dimensions(YamlNode alarm) => alarm.At("Dimensions").Items();
}
