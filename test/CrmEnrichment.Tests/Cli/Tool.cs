using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Tests.MainJob;
using Shouldly;

namespace CrmEnrichment.Tests.Cli;

/// <summary>crm-enrich as a process beside a contact centre, with the environment that its engineer has.</summary>
internal sealed class Tool(Contact contact) : IDisposable
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("crm-enrich-");

    /// <summary>Beside the functions' own.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string AuditText => File.Exists(AuditFile) ? File.ReadAllText(AuditFile) : "";

    /// <summary>Without the look-ups of replays.</summary>
    public IReadOnlyList<JsonElement> Audit => [.. AuditText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).Where(line => line.TryGetProperty("step", out _))];

    private string AuditFile => Path.Combine(Folder.FullName, "crm-enrich-audit.jsonl");

    /// <summary>The one that was built, or a copy of it.</summary>
    public string Program { get; set; } = ToolProcess.Program;

    public Process Start(params string[] arguments) => ToolProcess.Start(
        Program,
        Folder,
        [.. contact.Cloud.ReplayDeadLetters.Definition.Environment, new("AWS_ENDPOINT_URL_STS", contact.Cloud.AwsUrl.ToString()), .. Environment],
        arguments);

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => await ToolProcess.EndAsync(Start(arguments));

    /// <summary>What it answers with --json, after an exit code of 0.</summary>
    public async Task<JsonElement> AskAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync([.. arguments, "--json"]);
        code.ShouldBe(0, output + error);
        return JsonElement.Parse(output);
    }

    /// <summary>The lines of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(["list", .. arguments, "--json"]);
        code.ShouldBe(0, output + error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    public void Dispose() => Folder.Delete(recursive: true);
}
