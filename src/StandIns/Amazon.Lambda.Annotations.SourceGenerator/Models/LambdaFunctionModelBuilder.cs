using System.Collections.Immutable;
using Amazon.Lambda.Annotations.SourceGenerator.Validation;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal static class LambdaFunctionModelBuilder
{
    public static LambdaFunctionModel Build(IMethodSymbol method)
    {
        var parameters = method.Parameters.Select(Parameter).ToImmutableArray();
        return new LambdaFunctionModel(
            method.ContainingNamespace.ToDisplayString(),
            method.ContainingType.Name,
            method.Name,
            Returns(method),
            FullName(method.ReturnType),
            new EquatableArray<ParameterModel>(parameters),
            new EquatableArray<string>([.. LambdaFunctionValidator.Problems(method, parameters)]),
            SourceLocation.Of(method));
    }

    private static ParameterModel Parameter(IParameterSymbol parameter)
    {
        var kind = parameter.Type.ToDisplayString() is TypeFullNames.ILambdaContext ? ParameterKind.Context
            : parameter.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() is TypeFullNames.FromServicesAttribute) ? ParameterKind.Service
            : ParameterKind.Event;
        return new ParameterModel(kind, FullName(parameter.Type), parameter.Name);
    }

    private static ReturnKind Returns(IMethodSymbol method) =>
        method.ReturnsVoid ? ReturnKind.Void
        : method.ReturnType is not INamedTypeSymbol type ? ReturnKind.Value
        : type.ToDisplayString() is TypeFullNames.Task ? ReturnKind.Task
        : type.ConstructedFrom.ToDisplayString() is TypeFullNames.Task + "<TResult>" ? ReturnKind.TaskOfValue
        : ReturnKind.Value;

    private static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
