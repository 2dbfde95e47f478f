using System.Text.Json;
using CrmEnrichment.Dispositions.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The nightly reconciliation with VICIdial, and the alarms that ring for what it found.</summary>
public static class DispositionScheduleTests
{
    private static readonly Template s_template = Template.Shipped;

    [Fact]
    public static void The_schedule_invokes_the_alias_every_night_is_allowed_to_and_asks_for_the_schedules_work()
    {
        var schedule = s_template.Properties("ReconcileVicidialSchedule");
        var permission = s_template.Properties("ReconcileVicidialScheduleMayInvoke");
        var target = schedule.At("Targets").Items().ShouldHaveSingleItem();
        (target.Text("Arn"), permission.Text("FunctionName")).ShouldBe(("!Ref ReconcileVicidial.Alias", "!Ref ReconcileVicidial.Alias"));
        (permission.Text("SourceArn"), permission.Text("Principal"), permission.Text("Action")).ShouldBe(("!GetAtt ReconcileVicidialSchedule.Arn", "events.amazonaws.com", "lambda:InvokeFunction"));
        schedule.Text("ScheduleExpression").ShouldBe("cron(15 9 * * ? *)");
        target.Text("Input").ShouldBe(Repository.Read("events/reconcile-vicidial.json").TrimEnd());
        JsonSerializer.Deserialize<DispositionReconcileRequest>(target.Text("Input"), JsonSerializerOptions.Web).ShouldBe(new DispositionReconcileRequest());
    }

    [Theory]
    [InlineData("DispositionsMissing", "dispositions_missing")]
    [InlineData("CallUrlsLost", "call_urls_lost")]
    public static void One_that_was_found_rings_for_a_day(string alarm, string metric)
    {
        var properties = s_template.Properties(alarm);
        (properties.Text("MetricName"), properties.Text("Threshold"), properties.Text("Period"), properties.Text("EvaluationPeriods")).ShouldBe((metric, "0", "86400", "1"));
    }

    [Fact]
    public static void A_run_that_fails_or_does_not_start_rings() =>
        s_template.Properties("ReconcileVicidialErrors").At("Dimensions").Items().ShouldHaveSingleItem().Text("Value").ShouldBe("!Ref ReconcileVicidial");
}
