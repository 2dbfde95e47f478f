using CrmEnrichment.Health;

namespace CrmEnrichment.Cli.Checks;

/// <summary>What <c>check</c> answers, with <c>--json</c> as it is.</summary>
/// <param name="Components">Null where nothing was probed.</param>
public sealed record CheckAnswer(IReadOnlyList<CheckAnswer.FunctionAnswer> Functions, IReadOnlyList<CheckProblem> Problems, IReadOnlyList<ComponentReport>? Components)
{
    /// <param name="checks">Of the functions.</param>
    /// <param name="components">Null where nothing was probed.</param>
    internal static CheckAnswer Of(IReadOnlyList<FunctionCheck> checks, IReadOnlyList<ComponentReport>? components) =>
        new([.. checks.Select(FunctionAnswer.Of)], CheckProblem.Of(checks), components);

    public bool IsWell => Problems.Count == 0 && (Components ?? []).All(component => component.Status is nameof(ProbeResult.Healthy));

    public sealed record FunctionAnswer(string Name, string Status, string? DeployedAs)
    {
        internal static FunctionAnswer Of(FunctionCheck check) => new(check.Function.Name, $"{check.Status}", check.Function.DeployedAs);
    }
}
