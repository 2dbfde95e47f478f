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
