using CrmEnrichment.Benchmarks.Report;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Benchmarks;

public sealed class KeptRunsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_run_is_read_as_it_was_written()
    {
        var kept = Runs.Plain.Write();
        BenchmarkRun.Read(kept).Write().ShouldBe(kept);
        Comparison.Of(Runs.Plain, BenchmarkRun.Read(kept)).ShouldAllBe(one => one.Change == 0);
    }

    [Fact]
    public void Of_a_folder_the_newest_run_is_meant()
    {
        Keep(Runs.Plain);
        Keep(Runs.Plain with { Commit = "newest1", Date = Runs.Plain.Date.AddHours(1) });
        Keep(Runs.Plain with { Commit = "zzzzzzz", Date = Runs.Plain.Date.AddDays(-1) });
        var (file, run) = KeptRuns.Find(_folder.FullName);
        Path.GetFileName(file).ShouldBe("2026-01-05T1000Z-newest1.json");
        run.Commit.ShouldBe("newest1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void A_file_that_is_no_run_is_named(string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "2026-01-05T0900Z-abc1234.json"), text);
        Should.Throw<FormatException>(() => KeptRuns.Find(_folder.FullName)).Message.ShouldContain("2026-01-05T0900Z-abc1234.json: ");
    }

    [Fact]
    public void Without_a_kept_run_the_message_says_how_to_make_one() =>
        Should.Throw<FormatException>(() => KeptRuns.Find(_folder.FullName)).Message.ShouldContain("Run eng/bench once without --compare");

    private void Keep(BenchmarkRun run) => File.WriteAllText(Path.Combine(_folder.FullName, run.FileName), run.Write());
}
