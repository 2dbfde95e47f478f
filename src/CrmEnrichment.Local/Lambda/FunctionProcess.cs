using System.Diagnostics;

namespace CrmEnrichment.Local.Lambda;

/// <summary>The function's executable as an operating system process.</summary>
internal sealed class FunctionProcess : IRuntimeProcess
{
    /// <summary>All that a function inherits of us: what .NET needs to start. Neither AWS profiles nor proxies of the developer.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE", "DOTNET_ROOT", "LD_LIBRARY_PATH"];

    private readonly Process _process;

    private FunctionProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Exited = WaitAsync(process);
    }

    public int Id { get; }

    public Task<int> Exited { get; }

    public static IRuntimeProcess Start(Launch launch)
    {
        var isAssembly = launch.Executable.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : launch.Executable, isAssembly ? [launch.Executable] : [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(launch.Executable) ?? "",
        };
        foreach (var name in start.Environment.Keys.Except(Inherited, StringComparer.OrdinalIgnoreCase).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Pass(line.Data);
        process.ErrorDataReceived += (_, line) => Pass(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionProcess(process);

        void Pass(string? line)
        {
            if (line is not null)
            {
                launch.Log(line);
            }
        }
    }

    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
