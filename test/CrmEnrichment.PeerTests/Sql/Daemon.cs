using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>A database server of Debian's, in a folder and on a port of its own, from its first answer to its end.</summary>
/// <remarks>Such servers refuse to run as root; under root they are started as the user that Debian made for them.</remarks>
internal sealed class Daemon(string user, string program, params string[] arguments) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly List<string> _said = [];
    private Process? _process;

    /// <summary>Whoever runs the tests.</summary>
    public static string Myself => Environment.UserName;

    /// <summary>Lets the user that a server runs as write to a folder.</summary>
    public static Task GiveAsync(string user, DirectoryInfo folder) =>
        Environment.IsPrivilegedProcess ? RunAsync(Myself, "chown", ["-R", $"{user}:{user}", folder.FullName]) : Task.CompletedTask;

    /// <summary>Starts it and waits until its port answers.</summary>
    public async Task StartAsync(int port)
    {
        _process = Launch();
        var started = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(port))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > s_patience)
            {
                throw new InvalidOperationException($"{program} does not answer. It said: {Said()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>As a machine that loses its power.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    /// <summary>Runs a program to its end, and fails if it fails.</summary>
    public static async Task<string> RunAsync(string user, string program, string[] arguments, string input = "")
    {
        using var process = Process.Start(Description(user, program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}");
    }

    private Process Launch()
    {
        var process = Process.Start(Description(user, program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static ProcessStartInfo Description(string user, string program, string[] arguments)
    {
        // setpriv becomes the program, so that the process that we know is the server.
        string[] prefix = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", program] : [program];
        var start = new ProcessStartInfo(prefix[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in prefix.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.Add(line.Data ?? "");
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return string.Join(Environment.NewLine, _said.TakeLast(20));
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
