using System.Globalization;
using CrmEnrichment.Health;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The schedule of the health check, and the alarm that listens to it.</summary>
public static class HealthCheckTests
{
    public const string Alarm = "ComponentUnhealthy";

    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Minutes => [.. s_template.Parameters["HealthCheckMinutes"].At("AllowedValues").Items().Select(Yaml.Show)];

    [Fact]
    public static void The_schedule_invokes_the_alias_is_allowed_to_and_can_be_left_out()
    {
        var schedule = s_template.OfType("AWS::Events::Rule").Single(rule => rule.Key is "HealthSchedule");
        var permission = s_template.OfType("AWS::Lambda::Permission").Values.Single(one => one.Text("Properties", "SourceArn") == $"!GetAtt {schedule.Key}.Arn");
        var target = schedule.Value.At("Properties", "Targets").Items().ShouldHaveSingleItem();
        (target.Text("Arn"), permission.Text("Properties", "FunctionName")).ShouldBe(("!Ref CheckHealth.Alias", "!Ref CheckHealth.Alias"));
        (permission.Text("Properties", "Principal"), permission.Text("Properties", "Action")).ShouldBe(("events.amazonaws.com", "lambda:InvokeFunction"));
        (schedule.Value.Text("Condition"), permission.Text("Condition")).ShouldBe(("ChecksHealth", "ChecksHealth"));
        s_template.Conditions["ChecksHealth"].Show().ShouldBe("!Not [!Equals [!Ref HealthCheckMinutes, 0]]");
    }

    // "rate(1 minutes)" is refused: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    [Theory, MemberData(nameof(Minutes))]
    public static void Whatever_may_be_chosen_is_a_rate_that_EventBridge_takes_or_none(string minutes)
    {
        minutes.ShouldNotBe("1");
        s_template.Properties("HealthSchedule").Text("ScheduleExpression").ShouldBe("!Sub rate(${HealthCheckMinutes} minutes)");
    }

    [Theory, MemberData(nameof(Minutes))]
    public static void One_period_of_the_alarm_holds_one_check(string minutes)
    {
        var period = (YamlSequenceNode)s_template.Properties(Alarm).At("Period")!;
        period.Show().ShouldBe("!FindInMap [HealthChecks, Seconds, !Ref HealthCheckMinutes]");
        var seconds = Number(s_template.Mappings["HealthChecks"].Text("Seconds", minutes));
        seconds.ShouldBe(minutes == "0" ? 300 : Number(minutes) * 60);
    }

    [Fact]
    public static void The_alarm_rings_when_any_component_is_not_well_three_times_and_ends_when_all_are()
    {
        var alarm = s_template.Properties(Alarm);
        (alarm.Text("Statistic"), alarm.Text("ComparisonOperator"), alarm.Text("Threshold")).ShouldBe(("Minimum", "LessThanThreshold", "1"));
        alarm.Text("EvaluationPeriods").ShouldBe("3");
        alarm.At("DatapointsToAlarm").ShouldBeNull();
        alarm.Text("Dimensions").ShouldBe("[{Name: Service, Value: !Ref CheckHealth}]");
    }

    [Fact]
    public static void Checks_that_do_not_come_are_as_bad_as_bad_ones_unless_nobody_asked_for_them() =>
        s_template.Properties(Alarm).Text("TreatMissingData").ShouldBe("!If [ChecksHealth, breaching, notBreaching]");

    [Fact]
    public static void A_check_has_time_for_its_deadline_and_is_over_before_the_next_begins()
    {
        var timeout = Number(s_template.Functions["CheckHealth"].Text("Timeout"));
        (0.9 * timeout * 1000).ShouldBeGreaterThan(2 * new HealthOptions().DeadlineMs);
        timeout.ShouldBeLessThan(5 * 60);
    }

    [Fact]
    public static void A_check_that_failed_is_not_repeated_and_leaves_no_letter()
    {
        var check = s_template.Functions["CheckHealth"].At("EventInvokeConfig")!;
        check.Text("MaximumRetryAttempts").ShouldBe("0");
        check.At("DestinationConfig").ShouldBeNull();
        s_template.Properties("HealthSchedule").At("Targets").Items().Single().At("DeadLetterConfig").ShouldBeNull();
    }

    [Fact]
    public static void A_check_may_look_and_change_nothing_but_the_turns_of_its_requests()
    {
        var grants = new Grants(s_template, "CheckHealth");
        grants.ActionsOf("sqs").ShouldBe(["sqs:GetQueueAttributes"]);

        // Its probes are requests to the CRM as well, and take their turn under the shared budget.
        grants.ActionsOf("dynamodb").ShouldBe(["dynamodb:GetItem", "dynamodb:PutItem"]);
        grants.AllowState("dynamodb:PutItem", "budget/crm").ShouldBeTrue();
        new[] { "health", "event/EnrichInteraction/1", "customer/1", "letter/1/0", "login/1" }.ShouldAllBe(key => !grants.AllowState("dynamodb:PutItem", key));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
