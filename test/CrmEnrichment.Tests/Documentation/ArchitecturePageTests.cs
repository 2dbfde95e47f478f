using System.Text.RegularExpressions;
using CrmEnrichment.Crm;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/architecture.md against the rooms, the outcomes and the metrics of the code.</summary>
public static partial class ArchitecturePageTests
{
    private static readonly Page s_page = Page.Read("docs/architecture.md");

    private static readonly string[] s_rooms = [.. Directory
        .GetDirectories(Path.Combine(Repository.Root, "src/CrmEnrichment"))
        .Select(folder => Path.GetFileName(folder))
        .Where(folder => folder is not ("bin" or "obj"))];

    public static TheoryData<string> Rooms => [.. s_rooms];

    [Theory, MemberData(nameof(Rooms))]
    public static void A_room_uses_the_rooms_that_the_page_says_and_no_others(string room)
    {
        var used = Repository.Sources($"src/CrmEnrichment/{room}").SelectMany(source => Using.Matches(source)).Select(line => line.Groups["room"].Value);

        used.Where(other => other != room).Distinct().ShouldBe(Page.CodeIn(Arrows(room)), ignoreOrder: true);
    }

    [Fact]
    public static void No_room_is_invented() => s_page.Rows
        .SkipWhile(row => row is not ["room", "uses"]).Skip(1).TakeWhile(row => Page.CodeIn(row[0]).Count > 0)
        .Select(row => Page.CodeIn(row[0])[0]).ShouldBe(s_rooms, ignoreOrder: true);

    [Fact]
    public static void Every_outcome_and_every_reason_is_in_the_failure_table()
    {
        var named = s_page.Rows.SkipWhile(row => row is not ["what happened", "outcome"]).TakeWhile(row => row.Length == 2).SelectMany(row => Page.CodeIn(row[1])).ToHashSet();

        // The plain success is no row.
        string[] outcomes =
        [
            nameof(Outcome.Ignored), nameof(Outcome.Duplicate), nameof(Outcome.InProgress), EnrichmentOutcome.Stale.Name, EnrichmentOutcome.InteractionGone.Name,
            EnrichmentOutcome.NoMatch, EnrichmentOutcome.Ambiguous, EnrichmentOutcome.Partial,
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
            .ShouldBe(Enum.GetNames<CrmKind>(), ignoreOrder: true);

    private static string Arrows(string room) => s_page.Rows.Single(row => row.Length == 2 && row[0] == $"`{room}`")[1];

    [GeneratedRegex(@"^using (static )?CrmEnrichment\.(?<room>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using { get; }
}
