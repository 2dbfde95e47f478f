using CrmEnrichment.Diagnostics;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static class DashboardTests
{
    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Graphs => [.. Dashboard.Widgets.Where(widget => widget.Type is "metric").Select(widget => widget.Title)];

    public static TheoryData<string> Sections => [.. Combinations.All.Keys];

    // Without a place of its own each widget takes the next free one, so that whole rows leave no hole.
    [Theory, MemberData(nameof(Sections))]
    public static void The_widgets_fill_one_row_after_the_other(string section)
    {
        var width = 0;
        var heights = new HashSet<int>();
        foreach (var widget in Dashboard.Read(Combinations.All[section]))
        {
            widget.IsPlaced.ShouldBeFalse(widget.Title);
            heights.Add(widget.Height);
            width += widget.Width;
            width.ShouldBeLessThanOrEqualTo(24, widget.Title);
            if (width == 24)
            {
                heights.ShouldHaveSingleItem(widget.Title);
                heights.Clear();
                width = 0;
            }
        }

        width.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Sections))]
    public static void What_is_not_deployed_is_not_shown(string section)
    {
        var there = s_template.FunctionsUnder(Combinations.All[section]).Select(function => $"!Ref {function}").ToList();
        var gone = s_template.Functions.Keys.Select(function => $"!Ref {function}").Except(there).ToList();
        var widgets = Dashboard.Read(Combinations.All[section]);

        widgets.SelectMany(widget => widget.Curves).SelectMany(curve => curve.Dimensions).Select(dimension => dimension.Value).Intersect(gone).ShouldBeEmpty();
        widgets[0].Properties.GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetString()).ShouldBe(
            s_template.OfType("AWS::CloudWatch::Alarm").Where(alarm => s_template.Has(alarm.Value, Combinations.All[section])).Select(alarm => $"!GetAtt {alarm.Key}.Arn"), ignoreOrder: true);
    }

    [Fact]
    public static void Every_widget_has_a_title_of_its_own() => Dashboard.Widgets.Select(widget => widget.Title).ShouldBeUnique();

    [Theory, MemberData(nameof(Graphs))]
    public static void A_graph_shows_metrics_that_somebody_publishes(string graph) =>
        Graph(graph).Curves.ToList().ForEach(curve => PublishedMetrics.ShouldHold(curve.Namespace, curve.Metric, curve.Dimensions));

    [Theory, MemberData(nameof(Graphs))]
    public static void A_graph_tells_its_curves_apart(string graph)
    {
        Graph(graph).Curves.Select(curve => curve.Label).ShouldBeUnique();
        foreach (var curve in Graph(graph).Curves)
        {
            // A search finds many: each is named by what it was found for.
            var named = curve.Dimensions.Where(dimension => dimension.Value == PublishedMetrics.Any).Select(dimension => $"${{PROP('Dim.{dimension.Name}')}}");
            named.ShouldAllBe(name => curve.Label.StartsWith(name, StringComparison.Ordinal));
            curve.Label.Count(letter => letter == '$').ShouldBe(named.Count());
        }
    }

    [Theory, MemberData(nameof(Graphs))]
    public static void A_graph_shows_this_region_from_zero_on(string graph)
    {
        var properties = Graph(graph).Properties;
        properties.GetProperty("region").GetString().ShouldBe("!Ref AWS::Region");
        properties.GetProperty("view").GetString().ShouldBe("timeSeries");
        properties.GetProperty("period").GetInt32().ShouldBe(300);
        properties.GetProperty("yAxis").GetProperty("left").GetProperty("min").GetInt32().ShouldBe(0);
        properties.GetProperty("yAxis").GetProperty("left").GetProperty("label").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public static void Every_metric_of_ours_is_shown()
    {
        PublishedMetrics.Ours.Keys.ShouldBe(PublishedMetrics.Names.Values, ignoreOrder: true);
        Curves.Where(curve => curve.Namespace == Metrics.Namespace).Select(curve => curve.Metric).Distinct().ShouldBe(PublishedMetrics.Names.Values, ignoreOrder: true);
    }

    [Fact]
    public static void A_statistic_says_something_of_its_kind_of_metric()
    {
        foreach (var curve in Curves)
        {
            string[] sensible = PublishedMetrics.Ours.TryGetValue(curve.Metric, out var ours)
                ? ours.Kind switch
                {
                    nameof(Metrics.Count) => ["Sum"],
                    nameof(Metrics.Time) => ["p50", "p95", "p99"],
                    nameof(Metrics.Level) => ["Maximum"],
                    nameof(Metrics.Percent) or nameof(Metrics.Flag) => ["Minimum"],
                    _ => [],
                }
                : curve.Metric switch
                {
                    "Duration" => ["p50", "p99", "Maximum"],
                    ['A', 'p', 'p', 'r', 'o', 'x', ..] => ["Maximum"],
                    _ => ["Sum"],
                };
            sensible.ShouldContain(curve.Statistic, $"{curve.Metric} of {curve.Of}");
        }
    }

    [Theory]
    [InlineData("CrmEnrichment events", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment events", "!Ref ReplayDeadLetters, *", "Sum")]
    [InlineData("CrmEnrichment end_to_end_latency", "!Ref EnrichInteraction", "p50 p95 p99")]
    [InlineData("CrmEnrichment source_latency", "!Ref EnrichInteraction, *", "p50 p95 p99")]
    [InlineData("CrmEnrichment source_failures", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment source_failures", "!Ref ReplayDeadLetters, *", "Sum")]
    [InlineData("CrmEnrichment source_failures", "!Ref LookupCustomer, *", "Sum")]
    [InlineData("CrmEnrichment cache_hits", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment stale_answers", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment ambiguous_answers", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment retries", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment retries", "!Ref ReplayDeadLetters, *", "Sum")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref EnrichInteraction, *", "Sum")]
    [InlineData("CrmEnrichment crm_auth_failure", "!Ref ReplayDeadLetters, *", "Sum")]
    [InlineData("CrmEnrichment rate_limit_headroom", "!Ref EnrichInteraction, *", "Minimum")]
    [InlineData("CrmEnrichment rate_limit_headroom", "!Ref ReplayDeadLetters, *", "Minimum")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, done", "Sum")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, failed_again", "Sum")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, parked", "Sum")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, healed", "Sum")]
    [InlineData("CrmEnrichment letters_replayed", "!Ref ReplayDeadLetters, not_healed", "Sum")]
    [InlineData("CrmEnrichment letters_healing", "!Ref ReplayDeadLetters", "Maximum")]
    [InlineData("CrmEnrichment letters_needing_a_person", "!Ref ReplayDeadLetters", "Maximum")]
    [InlineData("CrmEnrichment component_healthy", "!Ref CheckHealth, *", "Minimum")]
    [InlineData("CrmEnrichment probe_latency", "!Ref CheckHealth, *", "p99")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt DeadLetters.QueueName", "Maximum")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesNotVisible", "!GetAtt DeadLetters.QueueName", "Maximum")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt ParkedLetters.QueueName", "Maximum")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt DeadLetters.QueueName", "Maximum")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt ParkedLetters.QueueName", "Maximum")]
    [InlineData("AWS/Lambda Errors", "!Ref EnrichInteraction", "Sum")]
    [InlineData("AWS/Lambda Errors", "!Ref ReplayDeadLetters", "Sum")]
    [InlineData("AWS/Lambda Errors", "!Ref CheckHealth", "Sum")]
    [InlineData("AWS/Lambda Throttles", "!Ref EnrichInteraction", "Sum")]
    [InlineData("AWS/Lambda Throttles", "!Ref ReplayDeadLetters", "Sum")]
    [InlineData("AWS/Lambda Duration", "!Ref EnrichInteraction", "p50 p99")]
    [InlineData("AWS/Lambda Duration", "!Ref ReplayDeadLetters", "Maximum")]
    [InlineData("AWS/Lambda Duration", "!Ref LookupCustomer", "p50 p99")]
    [InlineData("CrmEnrichment lookup_answers", "!Ref LookupCustomer, *", "Sum")]
    [InlineData("AWS/Lambda Duration", "!Ref ScreenPop", "p50 p99")]
    [InlineData("CrmEnrichment call_orders", "!Ref ClickToCall, *", "Sum")]
    [InlineData("AWS/Lambda Duration", "!Ref ClickToCall", "p50 p99")]
    [InlineData("CrmEnrichment mail_runs", "!Ref UpdateTickets, *", "Sum")]
    [InlineData("CrmEnrichment mail_runs_failed_in_a_row", "!Ref UpdateTickets", "Maximum")]
    [InlineData("CrmEnrichment events", "!Ref UpdateTickets, *", "Sum")]
    [InlineData("CrmEnrichment lead_requests", "!Ref ReceiveLeads, *", "Sum")]
    [InlineData("CrmEnrichment leads", "!Ref InjectLead, *", "Sum")]
    [InlineData("CrmEnrichment end_to_end_latency", "!Ref InjectLead, *", "p95")]
    [InlineData("CrmEnrichment screen_pops", "!Ref ScreenPop, *", "Sum")]
    [InlineData("CrmEnrichment source_failures", "!Ref ScreenPop, *", "Sum")]
    [InlineData("AWS/Lambda DestinationDeliveryFailures", "!Ref EnrichInteraction", "Sum")]
    [InlineData("CrmEnrichment events", "!Ref TwilioEvents, *", "Sum")]
    [InlineData("AWS/Lambda Errors", "!Ref TwilioEvents", "Sum")]
    [InlineData("AWS/Lambda Throttles", "!Ref TwilioEvents", "Sum")]
    [InlineData("AWS/Lambda Duration", "!Ref TwilioEvents", "p50 p99")]
    [InlineData("CrmEnrichment events", "!Ref LogInteraction, *", "Sum")]
    [InlineData("CrmEnrichment events", "!Ref WriteJournalEntry, *", "Sum")]
    [InlineData("CrmEnrichment journal_latency", "!Ref WriteJournalEntry, *", "p50 p95")]
    [InlineData("AWS/SQS ApproximateNumberOfMessagesVisible", "!GetAtt JournalQueue.QueueName", "Maximum")]
    [InlineData("AWS/SQS ApproximateAgeOfOldestMessage", "!GetAtt JournalQueue.QueueName", "Maximum")]
    [InlineData("AWS/Lambda Errors", "!Ref LogInteraction", "Sum")]
    [InlineData("AWS/Lambda Errors", "!Ref WriteJournalEntry", "Sum")]
    [InlineData("AWS/Lambda DestinationDeliveryFailures", "!Ref LogInteraction", "Sum")]
    public static void The_engineer_on_call_sees(string metric, string of, string statistics) =>
        string.Join(' ', Curves.Where(curve => $"{curve.Namespace} {curve.Metric}" == metric && curve.Of == of).Select(curve => curve.Statistic)).ShouldBe(statistics);

    [Fact]
    public static void The_goal_is_drawn_where_the_alarm_rings()
    {
        var goal = Dashboard.Widgets.Single(widget => widget.Curves.Any(curve => curve.Metric == MetricNames.EndToEndLatency && curve.Of == "!Ref EnrichInteraction"))
            .Properties.GetProperty("annotations").GetProperty("horizontal").EnumerateArray().ShouldHaveSingleItem();
        goal.GetProperty("value").GetRawText().ShouldBe(s_template.Properties("ContextLate").Text("Threshold"));
    }

    // Dashboards are the account's: a second region's stack of the same name would write over this one's.
    [Fact]
    public static void Each_region_has_a_dashboard_of_its_own() =>
        s_template.Properties("Dashboard").Text("DashboardName").ShouldBe("!Sub ${AWS::StackName}-${AWS::Region}");

    private static IEnumerable<Dashboard.Curve> Curves => Dashboard.Widgets.SelectMany(widget => widget.Curves);

    private static Dashboard.Widget Graph(string title) => Dashboard.Widgets.Single(widget => widget.Title == title);
}
