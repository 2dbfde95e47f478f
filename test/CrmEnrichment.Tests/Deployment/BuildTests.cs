using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>What <c>sam build</c> finds: a folder with a Makefile for each build and architecture, with a target for each function.</summary>
public static class BuildTests
{
    private static readonly Template s_template = Template.Shipped;

    public static MatrixTheoryData<string, string, string> Choices =>
        new(s_template.Functions.Keys, ValuesOf("Build"), ValuesOf("Architecture"));

    [Theory, MemberData(nameof(Choices))]
    public static void Sam_build_finds_a_folder_that_says_what_to_make(string function, string build, string architecture)
    {
        var folder = s_template.Evaluate(s_template.Functions[function].At("CodeUri")!, Under(build, architecture))!;

        Path.GetFileName(folder).ShouldBe($"{build}-{architecture}");
        Repository.Read(Path.Combine(folder, "Makefile")).ShouldContain("../functions.mk");
    }

    [Fact]
    public static void There_is_no_folder_that_cannot_be_chosen() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "eng/lambda")).Select(Path.GetFileName)
            .ShouldBe(ValuesOf("Build").SelectMany(_ => ValuesOf("Architecture"), (build, architecture) => $"{build}-{architecture}"), ignoreOrder: true);

    [Fact]
    public static void Each_function_is_built_by_make()
    {
        s_template.Functions.Keys.ShouldAllBe(function => s_template.Resources[function].Text("Metadata", "BuildMethod") == "makefile");
        var targets = Repository.Read("eng/lambda/functions.mk").Split('\n').Single(line => line.StartsWith(".PHONY:", StringComparison.Ordinal)).Split(' ')[1..];
        targets.ShouldBe(s_template.Functions.Keys.Select(function => $"build-{function}"), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Choices))]
    public static void The_runtime_starts_what_is_in_the_package(string function, string build, string architecture)
    {
        var properties = s_template.Functions[function];
        string? Of(string property) => s_template.Evaluate(properties.At(property)!, Under(build, architecture));

        (Of("Runtime"), Of("Handler")).ShouldBe(build switch
        {
            "Aot" => ("provided.al2023", "bootstrap"),
            _ => ($"dotnet{Environment.Version.Major}", typeof(Functions.Startup).Assembly.GetName().Name),
        });
        s_template.Evaluate(properties.At("Architectures").Items().ShouldHaveSingleItem(), Under(build, architecture)).ShouldBe(architecture);
    }

    // AWS takes snapshots of managed runtimes only.
    [Theory, MemberData(nameof(Choices))]
    public static void Only_the_managed_build_is_started_from_a_snapshot(string function, string build, string architecture) =>
        s_template.Evaluate(s_template.Functions[function].At("SnapStart", "ApplyOn")!, Under(build, architecture)).ShouldBe(build is "Aot" ? "None" : "PublishedVersions");

    private static IEnumerable<string> ValuesOf(string parameter) => s_template.Parameters[parameter].At("AllowedValues").Items().Select(Yaml.Show);

    private static Dictionary<string, string> Under(string build, string architecture) =>
        new(StringComparer.Ordinal) { ["Build"] = build, ["Architecture"] = architecture };
}
