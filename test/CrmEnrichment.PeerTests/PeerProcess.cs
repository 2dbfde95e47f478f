using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrmEnrichment.PeerTests;

/// <summary>A Node program of <c>test/peers</c>, from its first answer to its end.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _errors = [];

    private PeerProcess(Process process, int port)
    {
        _process = process;
        Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
    }

    public Uri Url { get; }

    /// <summary>Starts <c>node script arguments</c>, a <c>{port}</c> in the arguments replaced, and waits until the port answers.</summary>
    public static async Task<PeerProcess> StartAsync(string script, params string[] arguments)
    {
        var peers = FindPeers();
        var port = FreePort();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = peers,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(peers, script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        var peer = new PeerProcess(Process.Start(start) ?? throw new InvalidOperationException("node did not start."), port);
        peer.DrainOutput();
        try
        {
            await peer.WaitUntilItAnswersAsync(script);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>node script</c> once over all the lines; it answers each with one.</summary>
    public static async Task<string[]> AnswerAsync(string script, IEnumerable<string> lines, CancellationToken ct)
    {
        var peers = FindPeers();
        var start = new ProcessStartInfo("node", Path.Combine(peers, script))
        {
            WorkingDirectory = peers,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var answers = process.StandardOutput.ReadToEndAsync(ct);
        await process.StandardInput.WriteAsync(string.Join('\n', lines).AsMemory(), ct);
        process.StandardInput.Close();
        var answered = (await answers).TrimEnd('\n').Split('\n');
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? answered : throw new InvalidOperationException($"{script} ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string FindPeers()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var peers = Path.Combine(folder.FullName, "test", "peers");
            if (Directory.Exists(peers))
            {
                return Directory.Exists(Path.Combine(peers, "node_modules"))
                    ? peers
                    : throw new InvalidOperationException($"The peers are not installed: run `npm ci --ignore-scripts` in {peers}.");
            }
        }

        throw new InvalidOperationException($"No test/peers above {AppContext.BaseDirectory}.");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A full pipe would stop the program.
    private void DrainOutput()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.Add(line.Data ?? string.Empty);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilItAnswersAsync(string script)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{script} does not answer on {Url}. It said: {Errors()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Errors()
    {
        lock (_errors)
        {
            return string.Join(Environment.NewLine, _errors);
        }
    }
}
