using System.ComponentModel;
using System.Diagnostics;
using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>The system calls of a warm event, as Debian's strace counts them. Slow, so nothing is timed meanwhile.</summary>
internal static class SystemCallProbe
{
    private const int WarmUp = 2000;
    private const int Events = 200;

    /// <returns>Null where strace is missing or may not trace.</returns>
    public static async Task<CallFigures?> MeasureAsync(Party party)
    {
        await using var running = party.Deploy();
        await running.WarmUpAsync(WarmUp);
        var file = Path.GetTempFileName();
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-o", file, "-p", $"{running.ProcessId}"]) { RedirectStandardError = true, UseShellExecute = false })!;
            if (await strace.StandardError.ReadLineAsync() is not { } line || !line.Contains("attached", StringComparison.Ordinal))
            {
                await strace.WaitForExitAsync();
                return null;
            }

            // What it says later would fill the pipe.
            var rest = strace.StandardError.ReadToEndAsync();
            await running.RunAsync(Events);
            using (var kill = Process.Start("kill", ["-INT", $"{strace.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            await strace.WaitForExitAsync();
            await rest;
            return StraceLog.Count(party.Name, File.ReadLines(file), Events);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
