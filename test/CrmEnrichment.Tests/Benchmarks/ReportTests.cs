using System.Xml.Linq;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Benchmarks;

public sealed class ReportTests
{
    [Fact]
    public void The_report_fits_a_terminal() =>
        ReportText.Of(Runs.Plain).Split('\n').ShouldAllBe(line => line.TrimEnd('\r').Length <= 80);

    [Fact]
    public void The_report_shows_each_party_with_its_figures()
    {
        var lines = ReportText.Of(Runs.Plain).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToList();
        lines.ShouldContain("AOT 40 35-45 1.00 2.00 1.20 0.60 50 8.5");
        lines.ShouldContain("floor 100 95-105 0.50 1.00 1.00 0.50 100");
        lines.ShouldContain("AOT: warm 200 204.0 206.0 4.0");
        lines.ShouldContain("AOT 0.40 0.20 2.00 1.20 0.50 1.10");
        lines.ShouldContain("AOT 8.0 40.0 6.0 4.0");
    }

    [Fact]
    public void The_comparison_marks_a_regression()
    {
        var text = ReportText.Of(Comparison.Of(Runs.Plain, Runs.With(party => party with { PeakMemory = 100 })));
        text.Split('\n').Where(line => line.Contains('!')).ShouldHaveSingleItem().ShouldContain("peak memory, × floor");
    }

    [Fact]
    public void The_picture_has_a_bar_for_each_span_and_the_sum_beside_it()
    {
        var svg = XElement.Parse(SpanPicture.Of(Runs.Plain.Spans));
        var bars = svg.Descendants().Where(element => element.Name.LocalName is "title").Select(title => title.Value).ToList();
        bars.Count.ShouldBe(10);
        bars.ShouldContain("AOT: CRM answer to PATCH, 0.300 ms");
        svg.Descendants().Where(element => element.Name.LocalName is "text").Select(text => text.Value).ShouldContain("0.80 ms");
    }

    [Fact]
    public void The_picture_of_the_history_is_that_of_the_kept_runs() =>
        HistoryPicture.Of(KeptRuns.All(Path.Combine(Repository.Root, "docs", "benchmarks")), "AOT").ShouldBe(Repository.Read("docs/benchmarks/history.svg"));
}
