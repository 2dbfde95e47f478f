using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal static class AssemblyModelBuilder
{
    public static AssemblyModel Build(Compilation compilation)
    {
        var generateMain = false;
        string? serializer = null;
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case TypeFullNames.LambdaGlobalPropertiesAttribute:
                    generateMain = attribute.NamedArguments.Any(static a => a is { Key: "GenerateMain", Value.Value: true });
                    break;
                case TypeFullNames.LambdaSerializerAttribute:
                    serializer = (attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol)?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
                    break;
            }
        }

        var executable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        return new AssemblyModel(generateMain, executable, serializer);
    }
}
