using System.Globalization;
using System.Text.Json;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Replay;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The schedule that heals letters, and the alarm that rings for the others.</summary>
public static class HealingScheduleTests
{
    public const string Alarm = "LettersNeedAPerson";

    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Minutes => [.. s_template.Parameters["HealingMinutes"].At("AllowedValues").Items().Select(Yaml.Show)];

    public static TheoryData<string> Deployments => [.. Combinations.All.Keys];

    [Fact]
    public static void The_schedule_invokes_the_alias_is_allowed_to_and_can_be_left_out()
    {
        var schedule = s_template.Resources["HealingSchedule"];
        var permission = s_template.Resources["HealingScheduleMayInvoke"];
        var target = schedule.At("Properties", "Targets").Items().ShouldHaveSingleItem();
        (target.Text("Arn"), permission.Text("Properties", "FunctionName")).ShouldBe(("!Ref ReplayDeadLetters.Alias", "!Ref ReplayDeadLetters.Alias"));
        permission.Text("Properties", "SourceArn").ShouldBe("!GetAtt HealingSchedule.Arn");
        (permission.Text("Properties", "Principal"), permission.Text("Properties", "Action")).ShouldBe(("events.amazonaws.com", "lambda:InvokeFunction"));
        (schedule.Text("Condition"), permission.Text("Condition")).ShouldBe(("Heals", "Heals"));
        s_template.Conditions["Heals"].Show().ShouldBe("!And [!Condition HasHandlers, !Not [!Equals [!Ref HealingMinutes, 0]]]");
    }

    [Fact]
    public static void It_sends_the_sample_event_which_the_function_takes()
    {
        var input = s_template.Properties("HealingSchedule").At("Targets").Items().Single().Text("Input");
        input.ShouldBe(Repository.Read("events/replay-healing.json").TrimEnd());

        JsonSerializer.Deserialize<ReplayRequest>(input, JsonSerializerOptions.Web).ShouldBe(new ReplayRequest { Healing = true });
    }

    // "rate(1 minutes)" is refused: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    [Theory, MemberData(nameof(Minutes))]
    public static void Whatever_may_be_chosen_is_a_rate_that_EventBridge_takes_or_none(string minutes)
    {
        minutes.ShouldNotBe("1");
        s_template.Properties("HealingSchedule").Text("ScheduleExpression").ShouldBe("!Sub rate(${HealingMinutes} minutes)");
    }

    [Theory, MemberData(nameof(Minutes))]
    public static void A_run_is_over_before_the_next_begins_and_one_period_of_the_alarm_holds_two(string minutes)
    {
        s_template.Properties(Alarm).At("Period")!.Show().ShouldBe("!FindInMap [Healing, Seconds, !Ref HealingMinutes]");
        var seconds = int.Parse(s_template.Mappings["Healing"].Text("Seconds", minutes), CultureInfo.InvariantCulture);
        var between = int.Parse(minutes, CultureInfo.InvariantCulture) * 60;
        seconds.ShouldBeGreaterThanOrEqualTo(2 * between);
        (between == 0 || between > 1.25 * HealingRun.Longest.TotalSeconds).ShouldBeTrue();
    }

    [Fact]
    public static void The_alarm_rings_for_one_letter_that_needs_a_person_and_when_nobody_has_looked()
    {
        var alarm = s_template.Properties(Alarm);
        (alarm.Text("Statistic"), alarm.Text("ComparisonOperator"), alarm.Text("Threshold"), alarm.Text("EvaluationPeriods")).ShouldBe(("Maximum", "GreaterThanThreshold", "0", "1"));
        alarm.Text("TreatMissingData").ShouldBe("breaching");
    }

    [Theory, MemberData(nameof(Deployments))]
    public static void Exactly_one_alarm_rings_for_letters_whether_they_heal_or_not(string deployment)
    {
        foreach (var minutes in Minutes.Select(row => row.Data))
        {
            var known = new Dictionary<string, string>(Combinations.All[deployment]) { ["HealingMinutes"] = minutes };
            var heals = s_template.Has(s_template.Resources["HealingSchedule"], known);
            s_template.Has(s_template.Resources[Alarm], known).ShouldBe(heals);
            s_template.Has(s_template.Resources["DeadLettersWaiting"], known).ShouldBe(!heals);

            // Nor does a letter say that it heals where nobody comes for it.
            foreach (var function in s_template.FunctionsUnder(known).Intersect(["EnrichInteraction", "LogInteraction", "WriteJournalEntry", "ReplayDeadLetters"]))
            {
                s_template.Evaluate(s_template.Functions[function].At("Environment", "Variables", "Healing__Enabled")!, known).ShouldBe(heals ? "true" : "false");
            }
        }
    }

    // Otherwise a letter could be old without an alarm.
    [Fact]
    public static void No_letter_heals_longer_than_until_the_alarm_of_old_letters() =>
        new HealingOptions().MaxAge.TotalSeconds.ShouldBeLessThan(double.Parse(s_template.Properties("DeadLettersOld").Text("Threshold"), CultureInfo.InvariantCulture));

    [Fact]
    public static void A_replay_by_hand_is_not_turned_away_by_the_schedules() =>
        s_template.Functions["ReplayDeadLetters"].Text("ReservedConcurrentExecutions").ShouldBe("!If [ReservesConcurrency, 2, !Ref AWS::NoValue]");
}
