using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.MainJob;
using Shouldly;

namespace CrmEnrichment.Tests.Cli;

/// <summary>crm-enrich as a process beside a contact centre, with the environment that its engineer has.</summary>
internal sealed class Tool(Contact contact) : IDisposable
{
    /// <summary>Built like the tests: bin/Release/net10.0.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root,
        "src/CrmEnrichment.Cli",
        Path.GetRelativePath(Path.Combine(Repository.Root, "test/CrmEnrichment.Tests"), AppContext.BaseDirectory),
        OperatingSystem.IsWindows() ? "CrmEnrichment.Cli.exe" : "CrmEnrichment.Cli");

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("crm-enrich-");

    /// <summary>Beside the functions' own.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string AuditText => File.Exists(AuditFile) ? File.ReadAllText(AuditFile) : "";

    public IReadOnlyList<JsonElement> Audit => File.Exists(AuditFile) ? [.. File.ReadLines(AuditFile).Select(line => JsonElement.Parse(line))] : [];

    private string AuditFile => Path.Combine(Folder.FullName, "crm-enrich-audit.jsonl");

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["dlq", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder.FullName,
        };
        foreach (var (name, value) in contact.Cloud.ReplayDeadLetters.Definition.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_ENDPOINT_URL_STS"] = contact.Cloud.AwsUrl.ToString();
        start.Environment["AWS_REGION"] = "us-east-1";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => await EndAsync(Start(arguments));

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

    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using var ending = process;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ctrl+C.</summary>
    public static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose() => Folder.Delete(recursive: true);
}
