using System.Reflection;
using CrmEnrichment.Tests.StandIns.Runtime;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Generator;

[Collection(ProcessEnvironment.Alone)]
public sealed class GeneratedProgramTests
{
    [Fact]
    public void A_Sound_Program_Compiles()
    {
        var run = GeneratorRun.Of(SamplePrograms.Whole);

        run.Errors.ShouldBeEmpty();
        run.Sources.Keys.Order(StringComparer.Ordinal).ShouldBe(
            ["Greeter_Count_Generated.g.cs", "Greeter_Drop_Generated.g.cs", "Greeter_Forget_Generated.g.cs", "Greeter_Greet_Generated.g.cs", "Program.g.cs"]);
    }

    [Fact]
    public async Task Main_Runs_The_Function_That_The_Environment_Names()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"Ann\"").Accept(RuntimeApi.Response("one"));
        using var environment = Environment(server, "Greet");

        await RunMainAsync();

        server.Sent(RuntimeApi.Response("one")).Text.ShouldBe("\"hello Ann one 1 1\"");
    }

    [Theory]
    [InlineData("Count", "3")]
    [InlineData("Forget", "")]
    [InlineData("Drop", "")]
    public async Task A_Function_Of_Any_Shape_Runs(string function, string answer)
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"Ann\"").Accept(RuntimeApi.Response("one"));
        using var environment = Environment(server, function);

        await RunMainAsync();

        server.Sent(RuntimeApi.Response("one")).Text.ShouldBe(answer);
    }

    [Theory]
    [InlineData("Gret", "'Gret'")]
    [InlineData(null, "''")]
    public async Task An_Unknown_Name_Is_Refused_With_The_Known_Ones(string? function, string named)
    {
        await using var server = await WireServer.StartAsync();
        using var environment = Environment(server, function);

        var e = await Should.ThrowAsync<InvalidOperationException>(RunMainAsync);

        e.Message.ShouldContain(named);
        e.Message.ShouldContain("Greet, Forget, Count, Drop");
    }

    [Fact]
    public async Task The_Class_Is_Built_Once_And_Each_Event_Has_Its_Own_Scope()
    {
        var program = Load();
        var generated = Activator.CreateInstance(program.GetType("Sample.Greeter_Greet_Generated", throwOnError: true)!)!;
        var greet = generated.GetType().GetMethod("Greet")!;
        var context = new Amazon.Lambda.TestUtilities.TestLambdaContext { AwsRequestId = "r" };

        (await (Task<string>)greet.Invoke(generated, ["Ann", context])!).ShouldBe("hello Ann r 1 1");
        (await (Task<string>)greet.Invoke(generated, ["Ben", context])!).ShouldBe("hello Ben r 1 2");
    }

    [Fact]
    public void Without_The_Attribute_There_Is_No_Main()
    {
        var run = GeneratorRun.Of(SamplePrograms.Of(SamplePrograms.Serializer, SamplePrograms.Startup + SamplePrograms.Functions), Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary);

        run.Errors.ShouldBeEmpty();
        run.Sources.Keys.ShouldNotContain("Program.g.cs");
    }

    private static ProcessEnvironment Environment(WireServer server, string? function) => new ProcessEnvironment()
        .Set("ANNOTATIONS_HANDLER", function)
        .Set("AWS_LAMBDA_RUNTIME_API", server.Url.Authority)
        .Set("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE", "true");

    private static Task RunMainAsync() =>
        (Task)Load().GetType("Sample.GeneratedProgram", throwOnError: true)!.GetMethod("Main")!.Invoke(null, [Array.Empty<string>()])!;

    private static Assembly Load()
    {
        using var image = new MemoryStream();
        GeneratorRun.Of(SamplePrograms.Whole).Output.Emit(image).Success.ShouldBeTrue();
        return Assembly.Load(image.ToArray());
    }
}
