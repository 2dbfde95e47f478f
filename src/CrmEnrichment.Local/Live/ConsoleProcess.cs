using System.Collections.Concurrent;
using System.Diagnostics;

namespace CrmEnrichment.Local.Live;

/// <summary>`crm-enrich console` as a process of its own: neither of the two refers to the other's code.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    /// <summary>The variable that names another program than the built one.</summary>
    public const string ExecutableVariable = "CRM_ENRICHMENT_CONSOLE";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<string> _errors = [];

    private ConsoleProcess(Process process, DirectoryInfo folder, TimeProvider time)
    {
        (_process, _folder, _time) = (process, folder, time);
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
    }

    /// <summary>The program, as a full path.</summary>
    public static string Executable { get; } = System.Environment.GetEnvironmentVariable(ExecutableVariable) is { Length: > 0 } named ? Path.GetFullPath(named) : Built;

    /// <summary>With its key, which works once.</summary>
    public string Address { get; private set; } = "";

    /// <summary>As it was built with the local cloud: of the same configuration and framework.</summary>
    private static string Built
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(
                folder.FullName, "../../../../CrmEnrichment.Cli/bin", folder.Parent?.Name ?? "", folder.Name, OperatingSystem.IsWindows() ? "CrmEnrichment.Cli.exe" : "CrmEnrichment.Cli"));
        }
    }

    /// <param name="environment">Beside what it inherits.</param>
    /// <param name="arguments">Beside those that every local cloud gives it.</param>
    /// <exception cref="IOException">It is not there, or did not start; the message says what to do.</exception>
    public static async Task<ConsoleProcess> StartAsync(IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> arguments, TimeProvider time, CancellationToken ct)
    {
        if (!File.Exists(Executable))
        {
            throw new IOException($"There is no program {Executable}. Build the solution, or name the program with {ExecutableVariable}.");
        }

        // Its audit record is this cloud's, and goes with it.
        var folder = Directory.CreateTempSubdirectory("crm-enrichment-console-");
        var start = new ProcessStartInfo(
            Executable, ["console", "--audit", Path.Combine(folder.FullName, "audit.jsonl"), "--journal-function", ProductFunctions.ReconcileJournal, "--until-input-ends", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var console = new ConsoleProcess(new Process { StartInfo = start }, folder, time);
        try
        {
            return await console.ReadAddressAsync(ct) ? console : throw new IOException($"{Executable} ended: {string.Join(' ', console._errors).Trim()}");
        }
        catch
        {
            await console.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It ends with its input, and releases the letters that it holds.
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_patience, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> ReadAddressAsync(CancellationToken ct)
    {
        while (await _process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal))
            {
                Address = line;
                return true;
            }
        }

        return false;
    }
}
