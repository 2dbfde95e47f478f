using System.Buffers.Binary;
using System.IO.Compression;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The packages that eng/test lets eng/package make, before the tests run.</summary>
public static class PackageTests
{
    /// <summary>The aim was 10 MiB; docs/performance.md says what the rest is.</summary>
    private const long MostBytes = 25L * 1024 * 1024 / 2;

    /// <summary>Nothing is trimmed from it.</summary>
    private const long MostManagedBytes = 17L * 1024 * 1024;

    public static TheoryData<string, int> Native => new() { { "Aot-arm64", 183 }, { "Aot-x86_64", 62 } };

    public static TheoryData<string> Packages => ["Aot-arm64", "Aot-x86_64", "Managed-arm64"];

    [Theory, MemberData(nameof(Packages))]
    public static void A_package_is_small(string package)
    {
        using var zipped = new MemoryStream();

        ZipFile.CreateFromDirectory(Made(package), zipped, CompressionLevel.SmallestSize, includeBaseDirectory: false);

        zipped.Length.ShouldBeLessThanOrEqualTo(package.StartsWith("Managed", StringComparison.Ordinal) ? MostManagedBytes : MostBytes);
        TestContext.Current.TestOutputHelper!.WriteLine($"{package}: {zipped.Length / 1024.0 / 1024.0:0.00} MiB zipped");
    }

    /// <param name="machine">The ELF header's e_machine.</param>
    [Theory, MemberData(nameof(Native))]
    public static void A_native_package_holds_one_program_for_its_architecture_and_the_settings(string package, int machine)
    {
        var folder = Made(package);
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["appsettings.json", "bootstrap"], ignoreOrder: true);

        var header = new byte[20];
        using var program = File.OpenRead(Path.Combine(folder, "bootstrap"));
        program.ReadExactly(header);
        header[..4].ShouldBe([0x7F, (byte)'E', (byte)'L', (byte)'F']);
        BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18)).ShouldBe((ushort)machine);
    }

    [Fact]
    public static void The_managed_package_holds_the_assembly_that_the_handler_names_and_nothing_for_people()
    {
        var files = Directory.GetFiles(Made("Managed-arm64")).Select(Path.GetFileName).ToList();

        new[] { "CrmEnrichment.Functions.dll", "CrmEnrichment.Functions.runtimeconfig.json", "CrmEnrichment.Functions.deps.json", "appsettings.json" }.ShouldBeSubsetOf(files);
        files.ShouldAllBe(file => !file!.EndsWith(".pdb") && !file.EndsWith(".xml"));
        File.ReadAllText(Path.Combine(Made("Managed-arm64"), "CrmEnrichment.Functions.runtimeconfig.json")).ShouldContain("\"System.Runtime.TieredPGO\": false");
    }

    private static string Made(string package)
    {
        var folder = Path.Combine(Repository.Root, "artifacts/packages", package);
        Assert.SkipUnless(Directory.Exists(folder), $"eng/test makes {package}, and it was not run here.");
        return folder;
    }
}
