namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal sealed record ParameterModel(ParameterKind Kind, string Type, string Name);
