using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrmEnrichment.Tests.StandIns.Generator;

/// <summary>Compiles a program with the generator in the compiler, as a build does.</summary>
internal sealed class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly GeneratorDriver _driver;
    private readonly Compilation _input;

    private GeneratorRun(GeneratorDriver driver, Compilation input)
    {
        _input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _, CancellationToken.None);
        Output = output;
    }

    public Compilation Output { get; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>What the generator and the compiler say against the program.</summary>
    public IEnumerable<Diagnostic> Errors =>
        Result.Diagnostics.Concat(Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));

    public static GeneratorRun Of(string source, OutputKind kind = OutputKind.ConsoleApplication) => new(
        CSharpGeneratorDriver.Create([new Amazon.Lambda.Annotations.SourceGenerator.Generator().AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        CSharpCompilation.Create("Program" + Guid.NewGuid().ToString("N"), [Parse(source)], References, new CSharpCompilationOptions(kind)));

    /// <summary>The same program after an edit, in the same compiler.</summary>
    public GeneratorRun With(string anotherFile) => new(_driver, _input.AddSyntaxTrees(Parse(anotherFile)));

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, path: "Program.cs");
}
