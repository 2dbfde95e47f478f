namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal enum ParameterKind
{
    Event,
    Context,
    Service,
}
