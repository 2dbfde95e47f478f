using System.Collections.Immutable;
using System.Text;
using Amazon.Lambda.Annotations.SourceGenerator.Diagnostics;
using Amazon.Lambda.Annotations.SourceGenerator.Models;
using Amazon.Lambda.Annotations.SourceGenerator.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>Entry points and Main out of [LambdaFunction], [LambdaStartup] and [assembly: LambdaGlobalProperties]; never a template.</summary>
[Generator]
public sealed class Generator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var functions = context.SyntaxProvider.ForAttributeWithMetadataName(
            TypeFullNames.LambdaFunctionAttribute,
            static (node, _) => node is MethodDeclarationSyntax,
            static (found, _) => LambdaFunctionModelBuilder.Build((IMethodSymbol)found.TargetSymbol)).WithTrackingName(nameof(LambdaFunctionModel)).Collect();
        var startups = context.SyntaxProvider.ForAttributeWithMetadataName(
            TypeFullNames.LambdaStartupAttribute,
            static (node, _) => node is ClassDeclarationSyntax,
            static (found, _) => StartupModelBuilder.Build((INamedTypeSymbol)found.TargetSymbol)).WithTrackingName(nameof(StartupModel)).Collect();
        var assembly = context.CompilationProvider.Select(static (compilation, _) => AssemblyModelBuilder.Build(compilation)).WithTrackingName(nameof(AssemblyModel));
        context.RegisterSourceOutput(
            functions.Combine(startups).Combine(assembly),
            static (output, models) => Generate(output, models.Left.Left, models.Left.Right, models.Right));
    }

    private static void Generate(
        SourceProductionContext output, ImmutableArray<LambdaFunctionModel> functions, ImmutableArray<StartupModel> startups, AssemblyModel assembly)
    {
        DiagnosticReporter.Report(output, functions, startups, assembly);

        // A wrong function or a namesake has its diagnostic; the others are generated, so that one mistake does not hide in a hundred errors.
        var sound = functions.Where(static f => !f.Problems.Any()).GroupBy(static f => f.Method, StringComparer.Ordinal).Select(static g => g.First()).ToImmutableArray();
        if (sound.IsEmpty || assembly.Serializer is null || startups.FirstOrDefault() is not { HasConfigureServices: true } startup)
        {
            return;
        }

        foreach (var function in sound)
        {
            Add(output, function.GeneratedClass, LambdaFunctionTemplate.Write(function, startup.FullName, assembly.Serializer));
        }

        if (assembly.GenerateMain)
        {
            Add(output, "Program", ExecutableAssembly.Write(sound, assembly.Serializer));
        }
    }

    private static void Add(SourceProductionContext output, string name, string source) =>
        output.AddSource(name + ".g.cs", SourceText.From(source, Encoding.UTF8));
}
