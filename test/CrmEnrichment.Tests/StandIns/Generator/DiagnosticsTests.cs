using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Generator;

public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData("public static Task F(string e) => null;", "is static")]
    [InlineData("private Task F(string e) => null;", "is not public")]
    [InlineData("public Task F<T>(T e) => null;", "is generic")]
    [InlineData("public ValueTask F(string e) => default;", "ValueTask")]
    [InlineData("public ValueTask<int> F(string e) => default;", "ValueTask")]
    [InlineData("public async void F(string e) { await Task.Yield(); }", "async void")]
    [InlineData("public Task F() => null;", "must take one event")]
    [InlineData("public Task F(ILambdaContext c) => null;", "must take one event")]
    [InlineData("public Task F(ILambdaContext c, string e) => null;", "must take one event")]
    [InlineData("public Task F(string e, string f) => null;", "must take one event")]
    [InlineData("public Task F(in int e) => null;", "by value")]
    [InlineData("public Task F(string scope) => null;", "'scope'")]
    [InlineData("public Task F(string serializer) => null;", "'serializer'")]
    [InlineData("public Task F(string e, [FromServices] PerEvent greeter) => null;", "'greeter'")]
    public void A_Signature_That_Cannot_Be_Called_Is_Reported_Where_It_Stands(string method, string because)
    {
        var run = GeneratorRun.Of(SamplePrograms.WithFunction("[LambdaFunction] " + method), OutputKind.DynamicallyLinkedLibrary);

        var error = run.Result.Diagnostics.ShouldHaveSingleItem();
        error.Id.ShouldBe("AWSLambda0117");
        error.GetMessage().ShouldContain(because);
        error.Location.GetLineSpan().Path.ShouldBe("Program.cs");
        run.Sources.ShouldBeEmpty();
    }

    [Fact]
    public void A_Nested_Class_Is_Reported() =>
        Ids(SamplePrograms.Of(SamplePrograms.Serializer, SamplePrograms.Startup + "public class Outer { public class Inner { [LambdaFunction] public Task F(string e) => null; } }"))
            .ShouldBe(["AWSLambda0117"]);

    [Fact]
    public void One_Wrong_Function_Does_Not_Hide_The_Others()
    {
        var run = GeneratorRun.Of(SamplePrograms.WithFunction("[LambdaFunction] public Task Good(string e) => null; [LambdaFunction] public Task Bad() => null;"), OutputKind.DynamicallyLinkedLibrary);

        run.Result.Diagnostics.ShouldHaveSingleItem();
        run.Sources.Keys.ShouldBe(["Greeter_Good_Generated.g.cs"]);
    }

    [Fact]
    public void Two_Functions_Of_One_Name_Are_Reported_Whatever_Their_Classes() =>
        Ids(SamplePrograms.Of(
            SamplePrograms.Serializer,
            SamplePrograms.Startup + "public class A { [LambdaFunction] public Task F(string e) => null; } public class B { [LambdaFunction] public Task F(string e) => null; }"))
            .ShouldBe(["CRMLambda0002"]);

    [Fact]
    public void A_Missing_Serializer_Is_Reported() =>
        Ids(SamplePrograms.Of(string.Empty, SamplePrograms.Startup + SamplePrograms.Functions)).ShouldBe(["AWSLambda0108"]);

    [Fact]
    public void A_Missing_Startup_Is_Reported() =>
        Ids(SamplePrograms.Of(SamplePrograms.Serializer, SamplePrograms.Functions)).ShouldBe(["CRMLambda0001"]);

    [Fact]
    public void A_Startup_That_Configures_Nothing_Is_Reported() =>
        Ids(SamplePrograms.Of(SamplePrograms.Serializer, SamplePrograms.Functions + "[LambdaStartup] public class Startup { }")).ShouldBe(["CRMLambda0001"]);

    [Fact]
    public void A_Second_Startup_Is_Reported() =>
        Ids(SamplePrograms.Of(
            SamplePrograms.Serializer,
            SamplePrograms.Functions + SamplePrograms.Startup + "[LambdaStartup] public class Another { public void ConfigureServices(IServiceCollection services) { } }"))
            .ShouldBe(["AWSLambda0101"]);

    [Fact]
    public void A_Main_Without_Functions_Is_Reported() =>
        Ids(SamplePrograms.Of(SamplePrograms.Serializer + SamplePrograms.GenerateMain, SamplePrograms.Startup)).ShouldBe(["AWSLambda0113"]);

    [Fact]
    public void A_Main_In_A_Library_Is_Reported() => Ids(SamplePrograms.Whole).ShouldBe(["AWSLambda0111"]);

    private static IEnumerable<string> Ids(string program) => GeneratorRun.Of(program, OutputKind.DynamicallyLinkedLibrary).Result.Diagnostics.Select(d => d.Id);
}
