namespace CrmEnrichment.Benchmarks;

/// <summary>One build of the functions.</summary>
/// <param name="Name">JIT, ReadyToRun or AOT.</param>
/// <param name="Executable">Its program, as a full path; a .dll is run with dotnet.</param>
internal sealed record ProductBuild(string Name, string Executable)
{
    public const string Aot = "AOT";

    public bool IsManaged => Name is not Aot;

    /// <exception cref="FormatException">It is not NAME=PROGRAM.</exception>
    public static ProductBuild Parse(string text)
    {
        if (text.Split('=', 2) is not [var name, var path])
        {
            throw new FormatException($"--build {text} is not NAME=PROGRAM. Write it like AOT=artifacts/bench/aot/CrmEnrichment.Functions.");
        }

        var program = Path.GetFullPath(path);
        return File.Exists(program) ? new ProductBuild(name, program) : throw new FormatException($"There is no program {program}. Build it, or correct --build.");
    }
}
