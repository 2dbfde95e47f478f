using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal static class StartupModelBuilder
{
    public static StartupModel Build(INamedTypeSymbol startup) => new(
        startup.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        startup.GetMembers("ConfigureServices").OfType<IMethodSymbol>().Any(IsConfigureServices),
        SourceLocation.Of(startup));

    private static bool IsConfigureServices(IMethodSymbol method) =>
        method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Parameters.Length: 1 }
        && method.Parameters[0].Type.ToDisplayString() is TypeFullNames.IServiceCollection;
}
