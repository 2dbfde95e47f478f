namespace CrmEnrichment.Tests.Deployment;

/// <summary>Files as they are checked out: what is deployed is held against what is written.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The text of every source file below the folder, build output left out.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "StandIns"))
        .Select(File.ReadAllText);

    private static string FindRoot()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "CrmEnrichment.sln")))
            {
                return at;
            }
        }

        throw new InvalidOperationException("The tests lie in no checkout of the repository.");
    }
}
