using CrmEnrichment.Health;

namespace CrmEnrichment.Cli.Checks;

/// <summary>What <c>check</c> answers, with <c>--json</c> as it is.</summary>
/// <param name="Components">Null where nothing was probed.</param>
internal sealed record CheckAnswer(IReadOnlyList<CheckAnswer.FunctionAnswer> Functions, IReadOnlyList<CheckProblem> Problems, IReadOnlyList<ComponentReport>? Components)
{
    public bool IsWell => Problems.Count == 0 && (Components ?? []).All(component => component.Status is nameof(ProbeResult.Healthy));

    public sealed record FunctionAnswer(string Name, string Status, string? DeployedAs)
    {
        public static FunctionAnswer Of(FunctionCheck check) => new(check.Function.Name, $"{check.Status}", check.Function.DeployedAs);
    }
}
