namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

/// <summary>What the attributes of the assembly say.</summary>
internal sealed record AssemblyModel(bool GenerateMain, bool IsExecutable, string? Serializer);
