using System.Globalization;
using CrmEnrichment.Simulation.Report;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/scaling.md and its pictures against the kept run of eng/simulate.</summary>
public sealed class ScalingPageTests
{
    private static readonly Page s_page = Page.Read("docs/scaling.md");

    private static readonly (string File, SimulationRun Run) s_kept = Newest();

    /// <summary>Rows that begin with a scenario's name.</summary>
    private static readonly List<string[]> s_rows = [.. s_page.Rows.Where(row => row.Length == 6 && Page.CodeIn(row[0]) is [var name] && s_kept.Run.Results.Any(result => result.Name == name))];

    [Fact]
    public void Each_row_says_what_the_run_found()
    {
        s_rows.Count.ShouldBeGreaterThan(20);
        foreach (var row in s_rows)
        {
            var result = s_kept.Run[Page.CodeIn(row[0])[0]];
            var refused = result.Upstreams.Sum(upstream => upstream.Value.TooMany);
            row[2..].ShouldBe([Percent(result.In500Ms), Percent(result.In2S), Percent(result.InTheEnd), refused.ToString("#,0", CultureInfo.InvariantCulture)], row[0]);
        }
    }

    [Fact]
    public void The_page_names_the_kept_run() => s_page.Text.ShouldContain($"(scaling/{Path.GetFileName(s_kept.File)})");

    [Fact]
    public void The_pictures_are_those_of_the_kept_run()
    {
        foreach (var (name, svg) in Pictures.Of(s_kept.Run))
        {
            s_page.Text.ShouldContain($"(images/{name})");
            File.ReadAllText(Path.Combine(Repository.Root, "docs/images", name)).ShouldBe(svg, name);
        }
    }

    [Fact]
    public void In_the_kept_run_no_call_is_lost_and_no_shared_budget_is_overrun_by_more_than_chance()
    {
        s_kept.Run.Results.Sum(result => result.Balance.Lost).ShouldBe(0);
        foreach (var (upstream, result) in s_kept.Run.Results.Where(result => result.Settings.ContainsKey("Crm:Sources:0:RequestsASecond")).SelectMany(result => result.Upstreams.Select(upstream => (upstream, result))))
        {
            upstream.Value.TooMany.ShouldBe(0, $"{result.Name}: {upstream.Key}");
        }
    }

    private static string Percent(double share) => share.ToString("0.#", CultureInfo.InvariantCulture);

    private static (string File, SimulationRun Run) Newest()
    {
        var file = Directory.GetFiles(Path.Combine(Repository.Root, "docs/scaling"), "*.json").Order(StringComparer.Ordinal).Last();
        return (file, SimulationRun.Read(File.ReadAllText(file)));
    }
}
