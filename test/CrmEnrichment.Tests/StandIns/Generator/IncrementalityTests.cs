using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Generator;

public sealed class IncrementalityTests
{
    [Fact]
    public void An_Unrelated_Edit_Generates_Nothing_Anew()
    {
        var after = GeneratorRun.Of(SamplePrograms.Whole).With("namespace Sample { public class Unrelated { } }");

        Reasons(after).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
        after.Result.TrackedSteps.Where(s => s.Key.EndsWith("Model", StringComparison.Ordinal)).SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void A_New_Function_Is_Generated()
    {
        var after = GeneratorRun.Of(SamplePrograms.Whole).With("""
            namespace Sample { public class Farewell { [Amazon.Lambda.Annotations.LambdaFunction] public System.Threading.Tasks.Task Leave(string name) => null!; } }
            """);

        Reasons(after).ShouldContain(IncrementalStepRunReason.Modified);
        after.Sources.Keys.ShouldContain("Farewell_Leave_Generated.g.cs");
        after.Sources["Program.g.cs"].ShouldContain("case \"Leave\"");
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
}
