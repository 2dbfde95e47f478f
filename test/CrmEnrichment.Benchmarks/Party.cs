using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Benchmarks;

/// <summary>One that does the main job, or less, behind the Runtime API.</summary>
/// <param name="Answer">What each of its answers contains.</param>
internal sealed record Party(string Name, FunctionDefinition Definition, Func<byte[]> Event, string Answer)
{
    public RunningParty Deploy() => new(this);

    public Party With(string name, params IReadOnlyList<(string Name, string Value)> variables) =>
        this with { Name = name, Definition = variables.Aggregate(Definition, (definition, variable) => definition.With(variable.Name, variable.Value)) };

    public Party Without(params IReadOnlyList<string> variables) => this with
    {
        Definition = Definition with
        {
            Environment = Definition.Environment.Where(variable => !variables.Contains(variable.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
        },
    };
}
