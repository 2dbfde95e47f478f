using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>What variables of .NET do to an event: each build without them, with each alone, and with all. A deployment sets only the one of template.yaml.</summary>
internal static class VariablesRun
{
    private static readonly IReadOnlyList<(string Name, (string, string)[] Variables)> s_variants =
    [
        ("none", []),
        ("inline completions", [Parties.InlineCompletions]),
        ("gen0size", [Parties.SmallGenerationZero]),
        ("TieredPGO=0", [Parties.NoPgo]),
        ("all", [Parties.InlineCompletions, Parties.SmallGenerationZero, Parties.NoPgo]),
    ];

    public static async Task<string> MeasureAsync(IReadOnlyList<ProductBuild> builds, int events)
    {
        await using var upstream = await UpstreamProcess.StartAsync(Delays.None);
        var parties = builds.SelectMany(build => Variants(build, new Parties(upstream.Address))).ToList();
        var table = new TextTable("", "p50", "p95", "CPU", "warm", "peak");
        foreach (var party in await Turns.TakeAsync(parties, events))
        {
            table.Row(
                party.Name, $"{party.Warm.Median:0.00}", $"{party.Warm.NinetyFifth:0.00}", $"{party.ProcessorPerEvent:0.00}", $"{party.ProcessorPerWarmEvent:0.00}",
                $"{party.PeakMemory:0}");
        }

        return table.ToString();
    }

    private static IEnumerable<Party> Variants(ProductBuild build, Parties parties)
    {
        var bare = parties.EnrichInteraction(build).Without(Parties.InlineCompletions.Name, Parties.SmallGenerationZero.Name, Parties.NoPgo.Name);
        return s_variants.Where(variant => build.IsManaged || variant.Variables is not [("DOTNET_TieredPGO", _)]).Select(variant => bare.With($"{build.Name}, {variant.Name}", variant.Variables));
    }
}
