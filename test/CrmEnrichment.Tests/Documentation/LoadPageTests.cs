using System.Globalization;
using CrmEnrichment.Benchmarks.Load;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/load.md against the run that is kept beside it.</summary>
public static class LoadPageTests
{
    private static readonly LoadResult s_kept = LoadResult.Read(Repository.Read("docs/load/load.json"));

    [Fact]
    public static void Its_table_has_the_figures_of_the_kept_run()
    {
        var page = Repository.Read("docs/load.md");

        foreach (var (row, figure) in new[]
        {
            ("events", Whole(s_kept.Events)),
            ("duration", $"{s_kept.Seconds:0} s"),
            ("faults", Whole(s_kept.Faults.Values.Sum())),
            ("processes killed", Whole(s_kept.Kills)),
            ("contexts written as the event came in", Whole(s_kept.WrittenAtOnce)),
            ("failed at first, and written by a replay", Whole(s_kept.Written - s_kept.WrittenAtOnce)),
            ("written more than once", Whole(s_kept.WrittenAgain)),
            ("lost", Whole(s_kept.Lost)),
            ("letters left after the replay", Whole(s_kept.LettersAfterReplay)),
            ("memory of the largest process, at first and at most", $"{s_kept.Points[0].Memory:0} and {s_kept.Points.Max(point => point.Memory):0} MiB"),
        })
        {
            page.ShouldContain($"| {row} | {figure} |");
        }
    }

    [Fact]
    public static void Its_picture_is_that_of_the_kept_run() => LoadPicture.Of(s_kept).ShouldBe(Repository.Read("docs/load/load.svg"));

    [Fact]
    public static void Nothing_was_lost_in_it() => (s_kept.Events >= 100_000, s_kept.Lost, s_kept.LettersAfterReplay).ShouldBe((true, 0, 0));

    private static string Whole(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
