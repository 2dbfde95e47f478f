using System.Globalization;

namespace CrmEnrichment.Benchmarks;

/// <summary>What a process has used, as Linux counts it (proc(5)).</summary>
internal static class ProcessUse
{
    /// <summary>USER_HZ, which is 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerMillisecond = 0.1;

    /// <returns>Milliseconds of processor time, in the program and in the kernel on its behalf.</returns>
    public static double Processor(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");

        // The second field is the program's name in brackets and may hold anything; utime and stime are the 14th and 15th.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerMillisecond;
    }

    /// <returns>MiB of memory at the highest (VmHWM).</returns>
    public static double PeakMemory(int process) => MemoryLine(process, "VmHWM:");

    /// <returns>MiB of memory now (VmRSS).</returns>
    /// <exception cref="IOException">The process has ended.</exception>
    public static double Memory(int process) => MemoryLine(process, "VmRSS:");

    /// <returns>How often a thread of the process has stopped to wait, since the process began.</returns>
    public static double Waits(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").Sum(WaitsOfThread);

    /// <returns>How many threads of the machine have run or waited for a processor, on the average of the last minute.</returns>
    public static double Load() => Number(File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    /// <summary>A process that ends loses these lines before it is gone.</summary>
    private static double MemoryLine(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? throw new IOException($"Process {process} has ended.");
        return Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static double WaitsOfThread(string thread)
    {
        try
        {
            return Number(File.ReadLines(Path.Combine(thread, "status")).Single(line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Split('\t')[1]);
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return 0;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
