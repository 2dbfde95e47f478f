namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal sealed record StartupModel(string FullName, bool HasConfigureServices, SourceLocation? Location);
