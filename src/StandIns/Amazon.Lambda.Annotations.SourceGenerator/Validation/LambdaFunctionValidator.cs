using System.Collections.Immutable;
using Amazon.Lambda.Annotations.SourceGenerator.Models;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Validation;

/// <summary>What a method must be, so that both this generator and the official one make something of it that compiles and runs.</summary>
internal static class LambdaFunctionValidator
{
    // The locals of the code that the official generator writes around the call.
    private static readonly ImmutableHashSet<string> TakenNames =
        ["scope", "serializer", "stream", "response", "validationErrors", "__request__", "__incoming__", "__context__"];

    public static IEnumerable<string> Problems(IMethodSymbol method, ImmutableArray<ParameterModel> parameters)
    {
        var name = $"{method.ContainingType.Name}.{method.Name}";
        if (method.IsStatic)
        {
            yield return $"{name} is static; the class comes out of the container, so make it an instance method.";
        }

        if (method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
        {
            yield return $"{name} is not public, so the generated code cannot call it.";
        }

        if (method.IsGenericMethod || method.ContainingType.IsGenericType)
        {
            yield return $"{name} is generic; an entry point names its types.";
        }

        if (method.ContainingType.ContainingType is not null || method.ContainingNamespace.IsGlobalNamespace)
        {
            yield return $"{name} must be in a class that stands directly in a namespace.";
        }

        if (method.ReturnType.OriginalDefinition.ToDisplayString() is TypeFullNames.ValueTask or TypeFullNames.ValueTask + "<TResult>")
        {
            yield return $"{name} returns a ValueTask, which would be serialized, not awaited; return a Task.";
        }

        if (method.IsAsync && method.ReturnsVoid)
        {
            yield return $"{name} is async void: Lambda would answer before it is done; return a Task.";
        }

        foreach (var problem in ParameterProblems(name, method, parameters))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> ParameterProblems(string name, IMethodSymbol method, ImmutableArray<ParameterModel> parameters)
    {
        var kinds = parameters.Where(static p => p.Kind != ParameterKind.Service).Select(static p => p.Kind).ToImmutableArray();
        if (kinds.Length is 0 or > 2 || kinds[0] != ParameterKind.Event || (kinds.Length == 2 && kinds[1] != ParameterKind.Context))
        {
            yield return $"{name} must take one event, then at most one ILambdaContext; what comes out of the container is marked [FromServices].";
        }

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.IsParams)
            {
                yield return $"parameter '{parameter.Name}' of {name} must be passed by value.";
            }

            if (TakenNames.Contains(parameter.Name) || parameter.Name.Equals(CamelCase(method.ContainingType.Name), StringComparison.Ordinal))
            {
                yield return $"parameter '{parameter.Name}' of {name} has the name of a local in the generated code; call it something else.";
            }
        }
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
