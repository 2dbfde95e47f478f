using System.Text.Json;
using CrmEnrichment.Diagnostics;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Diagnostics;

public sealed class MetricsTests
{
    [Fact]
    public void A_Time_Is_Published_In_Total_And_By_Its_Dimension_In_The_Embedded_Metric_Format()
    {
        var output = new StringWriter();
        var time = new ManualTime();

        new Metrics(output, time, "EnrichInteraction").Time(MetricNames.SourceLatency, TimeSpan.FromMilliseconds(12.3456), "Source", "crm");

        output.ToString().ShouldBe(
            $$$"""{"_aws":{"Timestamp":{{{time.GetUtcNow().ToUnixTimeMilliseconds()}}},"CloudWatchMetrics":[{"Namespace":"CrmEnrichment","Dimensions":[["Service"],["Service","Source"]],"Metrics":[{"Name":"source_latency","Unit":"Milliseconds"}]}]},"Service":"EnrichInteraction","Source":"crm","source_latency":12.346}""" + "\n");
    }

    [Fact]
    public void What_one_event_measures_is_written_together_at_its_end()
    {
        var output = new StringWriter();
        var time = new ManualTime();
        var metrics = new Metrics(output, time, "EnrichInteraction");
        using (metrics.Gather())
        {
            metrics.Time(MetricNames.SourceLatency, TimeSpan.FromMilliseconds(12.5), "Source", "crm");
            metrics.Count(MetricNames.SourceFailures, "Source", "crm");
            metrics.Count(MetricNames.Events, "Outcome", "Enriched");
            output.ToString().ShouldBeEmpty();
        }

        output.ToString().ShouldBe(
            $$$"""{"_aws":{"Timestamp":{{{time.GetUtcNow().ToUnixTimeMilliseconds()}}},"CloudWatchMetrics":[{"Namespace":"CrmEnrichment","Dimensions":[["Service"],["Service","Source"]],"Metrics":[{"Name":"source_latency","Unit":"Milliseconds"},{"Name":"source_failures","Unit":"Count"}]},{"Namespace":"CrmEnrichment","Dimensions":[["Service"],["Service","Outcome"]],"Metrics":[{"Name":"events","Unit":"Count"}]}]},"Service":"EnrichInteraction","Source":"crm","Outcome":"Enriched","source_latency":12.5,"source_failures":1,"events":1}""" + "\n");
    }

    [Fact]
    public void A_dimension_with_two_values_and_a_metric_that_comes_twice_take_lines_of_their_own()
    {
        var output = new StringWriter();
        var metrics = new Metrics(output, new ManualTime(), "s");
        using (metrics.Gather())
        {
            metrics.Time(MetricNames.SourceLatency, TimeSpan.FromMilliseconds(1), "Source", "crm");
            metrics.Time(MetricNames.SourceLatency, TimeSpan.FromMilliseconds(2), "Source", "vtiger");
            metrics.Count(MetricNames.Retries, "Upstream", "crm");
            metrics.Count(MetricNames.Retries, "Upstream", "crm");
        }

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("Source").GetString()).ShouldBe(["crm", "vtiger"]);
        lines.Select(line => line.GetProperty("source_latency").GetInt32()).ShouldBe([1, 2]);
        lines.Sum(line => line.GetProperty("retries").GetInt32()).ShouldBe(2);
    }

    [Fact]
    public void What_is_measured_after_the_end_or_inside_another_event_is_not_lost()
    {
        var output = new StringWriter();
        var metrics = new Metrics(output, new ManualTime(), "s");
        Action late;
        using (metrics.Gather())
        {
            var context = ExecutionContext.Capture()!;
            late = () => ExecutionContext.Run(context, _ => metrics.Count(MetricNames.Events, "Outcome", "late"), null);
            using (metrics.Gather())
            {
                metrics.Count(MetricNames.Events, "Outcome", "inner");
            }

            metrics.Count(MetricNames.Events, "Outcome", "outer");
        }

        late();
        metrics.Count(MetricNames.Events, "Outcome", "after");

        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("Outcome").GetString())
            .ShouldBe(["inner", "outer", "late", "after"]);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void What_Holds_Is_One_And_What_Does_Not_Is_Zero(bool holds, int value)
    {
        var output = new StringWriter();

        new Metrics(output, new ManualTime(), "s").Flag(MetricNames.ComponentHealthy, holds, "Component", "crm");

        output.ToString().ShouldContain("""[{"Name":"component_healthy","Unit":"None"}]""");
        output.ToString().ShouldEndWith($"\"Component\":\"crm\",\"component_healthy\":{value}}}\n");
    }

    [Fact]
    public void A_Percentage_Is_Published_As_One()
    {
        var output = new StringWriter();

        new Metrics(output, new ManualTime(), "s").Percent(MetricNames.RateLimitHeadroom, 200.0 / 3, "Upstream", "Genesys");

        output.ToString().ShouldContain("""[{"Name":"rate_limit_headroom","Unit":"Percent"}]""");
        output.ToString().ShouldEndWith("\"Upstream\":\"Genesys\",\"rate_limit_headroom\":66.667}\n");
    }

    [Fact]
    public void A_Dimensions_Value_Is_Escaped()
    {
        var output = new StringWriter();

        new Metrics(output, new ManualTime(), "s").Count(MetricNames.Events, "Outcome", "a\"b\n");

        JsonElement.Parse(output.ToString()).GetProperty("Outcome").GetString().ShouldBe("a\"b\n");
    }
}
