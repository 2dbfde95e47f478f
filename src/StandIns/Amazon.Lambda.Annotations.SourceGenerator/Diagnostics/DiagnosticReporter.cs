using System.Collections.Immutable;
using Amazon.Lambda.Annotations.SourceGenerator.Models;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Diagnostics;

/// <summary>Says what is wrong with the project as a whole and with each function.</summary>
internal static class DiagnosticReporter
{
    public static void Report(
        SourceProductionContext output, ImmutableArray<LambdaFunctionModel> functions, ImmutableArray<StartupModel> startups, AssemblyModel assembly)
    {
        if (functions.IsEmpty)
        {
            if (assembly.GenerateMain)
            {
                Report(output, DiagnosticDescriptors.ExecutableWithNoFunctions, null);
            }

            return;
        }

        ReportAssembly(output, assembly);
        ReportStartup(output, startups);
        foreach (var function in functions)
        {
            foreach (var problem in function.Problems)
            {
                Report(output, DiagnosticDescriptors.InvalidLambdaMethodSignature, function.Location, problem);
            }
        }

        foreach (var namesakes in functions.GroupBy(static f => f.Method, StringComparer.Ordinal).Where(static g => g.Skip(1).Any()))
        {
            Report(output, DiagnosticDescriptors.AmbiguousHandlerName, namesakes.Last().Location, namesakes.Key);
        }
    }

    private static void ReportAssembly(SourceProductionContext output, AssemblyModel assembly)
    {
        if (assembly.Serializer is null)
        {
            Report(output, DiagnosticDescriptors.MissingLambdaSerializer, null);
        }

        if (assembly is { GenerateMain: true, IsExecutable: false })
        {
            Report(output, DiagnosticDescriptors.SetOutputTypeExecutable, null);
        }
    }

    private static void ReportStartup(SourceProductionContext output, ImmutableArray<StartupModel> startups)
    {
        if (startups.IsEmpty)
        {
            Report(output, DiagnosticDescriptors.InvalidStartup, null, "No class is marked [LambdaStartup], so the functions' classes cannot be built");
            return;
        }

        foreach (var startup in startups.Where(static s => !s.HasConfigureServices))
        {
            Report(output, DiagnosticDescriptors.InvalidStartup, startup.Location, $"{startup.FullName} has no public ConfigureServices(IServiceCollection)");
        }

        foreach (var another in startups.Skip(1))
        {
            Report(output, DiagnosticDescriptors.MultipleStartupNotAllowed, another.Location, another.FullName);
        }
    }

    private static void Report(SourceProductionContext output, DiagnosticDescriptor descriptor, SourceLocation? location, params object[] arguments) =>
        output.ReportDiagnostic(Diagnostic.Create(descriptor, location?.ToLocation() ?? Location.None, arguments));
}
