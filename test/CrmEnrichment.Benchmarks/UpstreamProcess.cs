using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CrmEnrichment.Benchmarks;

/// <summary>This program once more, as <see cref="Upstream"/>.</summary>
internal sealed class UpstreamProcess : IAsyncDisposable
{
    private readonly Process _process;

    private UpstreamProcess(Process process, UpstreamAddress address) => (_process, Address) = (process, address);

    public UpstreamAddress Address { get; }

    public static async Task<UpstreamProcess> StartAsync(Delays delays)
    {
        var arguments = new[] { delays.Token, delays.Crm, delays.Patch }.Select(delay => delay.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["upstream", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var address = JsonSerializer.Deserialize(await ReadLineAsync(process), UpstreamJson.Default.UpstreamAddress)!;
        return new UpstreamProcess(process, address);
    }

    /// <summary>The requests since the last call, in the order of their answers.</summary>
    public async Task<IReadOnlyList<Exchange>> TakeExchangesAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        var line = await ReadLineAsync(_process);
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Exchange.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> ReadLineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The upstream's process ended.");
}
