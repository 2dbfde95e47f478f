using CrmEnrichment.DeadLetters;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/architecture.md against the outcomes and the metrics of the code.</summary>
public static class ArchitecturePageTests
{
    private static readonly Page s_page = Page.Read("docs/architecture.md");

    [Fact]
    public static void Every_outcome_and_every_reason_is_in_the_failure_table()
    {
        var named = s_page.Rows.SkipWhile(row => row is not ["what happened", "outcome"]).TakeWhile(row => row.Length == 2).SelectMany(row => Page.CodeIn(row[1])).ToHashSet();

        // The plain success is no row.
        string[] outcomes =
        [
            nameof(Outcome.Ignored), nameof(Outcome.Duplicate), nameof(Outcome.InProgress), EnrichmentOutcome.Stale.Name, EnrichmentOutcome.InteractionGone.Name,
            EnrichmentOutcome.NoMatch, EnrichmentOutcome.Ambiguous, EnrichmentOutcome.Partial,
            JournalOutcome.Waiting.Name, JournalOutcome.NotLogged("").Name, JournalOutcome.Forgotten.Name,
        ];
        outcomes.Concat(Enum.GetNames<FailureReason>()).Where(name => !named.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public static void Every_metric_is_named_with_its_dimension() =>
        s_page.Rows.SkipWhile(row => row is not ["metric", "unit", "by"]).Skip(1).TakeWhile(row => row.Length == 3 && Page.CodeIn(row[0]).Count > 0)
            .Select(row => (Page.CodeIn(row[0])[0], Page.CodeIn(row[2])[0]))
            .ShouldBe(PublishedMetrics.Ours.Select(metric => (metric.Key, metric.Value.Dimension)), ignoreOrder: true);

    [Fact]
    public static void Every_kind_of_source_has_its_probe() =>
        s_page.Rows.Where(row => row.Length == 3 && row[0].StartsWith("source, ", StringComparison.Ordinal)).Select(row => Page.CodeIn(row[0])[0])
            .ShouldBe(AllKinds.List.Select(kind => kind.Name), ignoreOrder: true);
}
