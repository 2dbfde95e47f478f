using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Diagnostics;

/// <summary>The official ids where the official generator reports the same.</summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor MultipleStartupNotAllowed = Error(
        "AWSLambda0101", "Multiple LambdaStartup classes not allowed", "Only one class may be marked [LambdaStartup]: {0} is one too many");

    public static readonly DiagnosticDescriptor MissingLambdaSerializer = Error(
        "AWSLambda0108", "Missing serializer", "No serializer is named for the events: add [assembly: LambdaSerializer(typeof(…))]");

    public static readonly DiagnosticDescriptor SetOutputTypeExecutable = Error(
        "AWSLambda0111", "Output type is not an executable", "GenerateMain is set, but the project is no executable: set <OutputType>Exe</OutputType>");

    public static readonly DiagnosticDescriptor ExecutableWithNoFunctions = Error(
        "AWSLambda0113", "Executable without functions", "GenerateMain is set, but no method is marked [LambdaFunction]");

    public static readonly DiagnosticDescriptor InvalidLambdaMethodSignature = Error(
        "AWSLambda0117", "Invalid Lambda method signature", "Invalid Lambda method signature encountered: {0}");

    public static readonly DiagnosticDescriptor InvalidStartup = Error(
        "CRMLambda0001", "No usable LambdaStartup class", "{0}");

    public static readonly DiagnosticDescriptor AmbiguousHandlerName = Error(
        "CRMLambda0002", "Two functions of the same name", "ANNOTATIONS_HANDLER tells functions apart by the method's name, and '{0}' is the name of several");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "AWSLambdaCSharpGenerator", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
