using System.Text.Json;
using Shouldly;

namespace CrmEnrichment.Tests.Cli;

/// <summary>crm-enrich check as a process, in a folder of its own.</summary>
internal sealed class CheckTool : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-");

    /// <summary>Of the process.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What every function but LookupCustomer starts with, as the lines of a file.</summary>
    public static string Complete => """
        # as serve --environment writes them
        export Genesys__SecretId='crm-enrichment/genesys'
        Crm__Sources__0__Name=crm
        Crm__Sources__0__Url=https://crm.example.com

        Crm__Sources__0__SecretId="crm-enrichment/crm"
        DeadLetters__QueueUrl=https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters
        """;

    /// <returns>Its path.</returns>
    public string File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        await ToolProcess.EndAsync(ToolProcess.StartCommand(ToolProcess.Program, _folder, Environment, ["check", .. arguments]));

    /// <summary>What it answers with --json.</summary>
    public async Task<JsonElement> AskAsync(int code, params string[] arguments)
    {
        var (ended, output, error) = await RunAsync([.. arguments, "--json"]);
        ended.ShouldBe(code, output + error);
        return JsonElement.Parse(output);
    }

    public static IEnumerable<string> Problems(JsonElement answer) => answer.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("message").GetString()!);

    public static IEnumerable<(string? Name, string? Status)> Functions(JsonElement answer) =>
        answer.GetProperty("functions").EnumerateArray().Select(function => (function.GetProperty("name").GetString(), function.GetProperty("status").GetString()));

    public void Dispose() => _folder.Delete(recursive: true);
}
