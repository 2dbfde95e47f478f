namespace CrmEnrichment.Benchmarks.Report;

/// <summary>The runs in docs/benchmarks/, one file each.</summary>
internal static class KeptRuns
{
    /// <summary>In the order of time.</summary>
    /// <exception cref="FormatException">One cannot be read.</exception>
    public static IReadOnlyList<BenchmarkRun> All(string folder) => [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => Find(file).Run)];

    /// <param name="path">A file, or a folder whose newest run is meant.</param>
    /// <exception cref="FormatException">There is none, or it cannot be read.</exception>
    public static (string File, BenchmarkRun Run) Find(string path)
    {
        var file = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).LastOrDefault() : path;
        if (file is null || !File.Exists(file))
        {
            throw new FormatException($"{path} has no kept run. Run eng/bench once without --compare, or name a file.");
        }

        try
        {
            return (file, BenchmarkRun.Read(File.ReadAllText(file)));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{file}: {e.Message}", e);
        }
    }
}
