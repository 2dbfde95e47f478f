using System.Text.Json;
using CrmEnrichment.Journal.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The nightly reconciliation of the journal, and the alarms that ring for what it found.</summary>
public static class ReconcileScheduleTests
{
    private static readonly Template s_template = Template.Shipped;

    [Fact]
    public static void The_schedule_invokes_the_alias_every_night_is_allowed_to_and_asks_for_the_schedules_work()
    {
        var schedule = s_template.Properties("ReconcileSchedule");
        var permission = s_template.Properties("ReconcileScheduleMayInvoke");
        var target = schedule.At("Targets").Items().ShouldHaveSingleItem();
        (target.Text("Arn"), permission.Text("FunctionName")).ShouldBe(("!Ref ReconcileJournal.Alias", "!Ref ReconcileJournal.Alias"));
        (permission.Text("SourceArn"), permission.Text("Principal"), permission.Text("Action")).ShouldBe(("!GetAtt ReconcileSchedule.Arn", "events.amazonaws.com", "lambda:InvokeFunction"));
        schedule.Text("ScheduleExpression").ShouldBe("cron(15 3 * * ? *)");

        // Lenient readers of the event would take what EventBridge sends without an input for a request.
        target.Text("Input").ShouldBe(Repository.Read("events/reconcile-journal.json").TrimEnd());
        JsonSerializer.Deserialize<ReconcileRequest>(target.Text("Input"), JsonSerializerOptions.Web).ShouldBe(new ReconcileRequest());
    }

    [Theory]
    [InlineData("JournalMissing", "journal_missing")]
    [InlineData("JournalUnfinished", "journal_unfinished")]
    public static void One_interaction_that_was_found_rings_for_a_day(string alarm, string metric)
    {
        var properties = s_template.Properties(alarm);
        (properties.Text("MetricName"), properties.Text("Threshold"), properties.Text("Period"), properties.Text("EvaluationPeriods")).ShouldBe((metric, "0", "86400", "1"));
    }

    [Fact]
    public static void A_run_that_fails_or_does_not_start_rings() =>
        s_template.Properties("ReconcileJournalErrors").At("Dimensions").Items().ShouldHaveSingleItem().Text("Value").ShouldBe("!Ref ReconcileJournal");
}
