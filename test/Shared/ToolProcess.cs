using System.Diagnostics;

namespace CrmEnrichment.Tests;

/// <summary>crm-enrich as a process.</summary>
internal static class ToolProcess
{
    private static readonly string s_output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <summary>Built like the tests: the same configuration and framework, under bin.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        s_output,
        "../../../../../src/CrmEnrichment.Cli/bin",
        Path.GetFileName(Path.GetDirectoryName(s_output)!),
        Path.GetFileName(s_output),
        OperatingSystem.IsWindows() ? "CrmEnrichment.Cli.exe" : "CrmEnrichment.Cli"));

    /// <param name="folder">Where it works, and leaves its audit record.</param>
    /// <param name="environment">A later value of the same name counts.</param>
    /// <param name="arguments">After <c>dlq</c>.</param>
    public static Process Start(DirectoryInfo folder, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments) =>
        Start(Program, folder, environment, arguments);

    public static Process Start(string program, DirectoryInfo folder, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments) =>
        StartCommand(program, folder, environment, ["dlq", .. arguments]);

    /// <param name="program">The one that was built, or a copy of it.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="environment">A later value of the same name counts.</param>
    /// <param name="arguments">All of them, the command first.</param>
    public static Process StartCommand(string program, DirectoryInfo folder, IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments)
    {
        var start = Interruptible.Description(program, [.. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = folder.FullName;
        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_REGION"] = "us-east-1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
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
}
