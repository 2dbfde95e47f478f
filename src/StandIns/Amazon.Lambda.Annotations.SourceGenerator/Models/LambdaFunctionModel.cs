namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

/// <summary>One method with [LambdaFunction], as values: two models are equal when they generate the same.</summary>
internal sealed record LambdaFunctionModel(
    string Namespace,
    string ClassName,
    string Method,
    ReturnKind Returns,
    string ReturnType,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<string> Problems,
    SourceLocation? Location)
{
    public string GeneratedClass => $"{ClassName}_{Method}_Generated";

    /// <summary>What the runtime calls: the method without what comes out of the container.</summary>
    public IEnumerable<ParameterModel> GeneratedParameters => Parameters.Where(static p => p.Kind != ParameterKind.Service);
}
