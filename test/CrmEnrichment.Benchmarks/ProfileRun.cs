using System.Diagnostics;
using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>Where the processor time of a warm event goes, as Debian's perf samples it. The symbols of the AOT build lie beside its program.</summary>
internal static class ProfileRun
{
    private const int WarmUp = 3000;

    /// <summary>Samples a second; not a divisor of any timer.</summary>
    private const int Frequency = 3999;

    public static async Task<string> MeasureAsync(ProductBuild build, int events)
    {
        await using var upstream = await UpstreamProcess.StartAsync(Delays.None);
        await using var running = new Parties(upstream.Address).EnrichInteraction(build).Deploy();
        await running.WarmUpAsync(WarmUp);
        var file = Path.GetTempFileName();
        try
        {
            using var perf = Process.Start("perf", ["record", "--quiet", "--freq", $"{Frequency}", "--call-graph", "fp", "--output", file, "--pid", $"{running.ProcessId}"]);
            var used = -ProcessUse.Processor(running.ProcessId);
            await running.RunAsync(events);
            used += ProcessUse.Processor(running.ProcessId);
            using (var interrupt = Process.Start("kill", ["-INT", $"{perf.Id}"]))
            {
                await interrupt.WaitForExitAsync();
            }

            await perf.WaitForExitAsync();
            return Table(ProcessorParts.Of(await ReadAsync(file)), used / events);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Table(IReadOnlyList<(string Part, double Share)> parts, double milliseconds)
    {
        var table = new TextTable("part", "%", "µs");
        foreach (var (part, share) in parts.Where(part => part.Share >= 0.002))
        {
            table.Row(part, $"{share * 100:0.0}", $"{share * milliseconds * 1000:0.0}");
        }

        return table.Row("all, while perf samples", "100.0", $"{milliseconds * 1000:0.0}").ToString();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string file)
    {
        using var script = Process.Start(new ProcessStartInfo("perf", ["script", "--input", file, "--fields", "ip,sym"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        script.ErrorDataReceived += (_, _) => { };
        script.BeginErrorReadLine();
        var text = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return text.Split('\n');
    }
}
