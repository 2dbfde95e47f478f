using System.IO.Compression;

namespace CrmEnrichment.Benchmarks;

/// <summary>What a deployment uploads: the program's folder as a ZIP file, without symbols and documentation.</summary>
internal static class Package
{
    private static readonly string[] s_leftOut = [".dbg", ".pdb", ".xml"];

    public static double ZippedMebibytes(ProductBuild build)
    {
        var folder = Path.GetDirectoryName(build.Executable)!;
        using var zipped = new MemoryStream();
        using (var archive = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !s_leftOut.Contains(Path.GetExtension(file), StringComparer.Ordinal)))
            {
                archive.CreateEntryFromFile(file, Path.GetRelativePath(folder, file), CompressionLevel.SmallestSize);
            }
        }

        return Math.Round(zipped.Length / 1024.0 / 1024.0, 1);
    }
}
