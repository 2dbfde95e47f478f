using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Live;
using CrmEnrichment.Tests;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>The console as a process, beside a cloud with dead letters.</summary>
internal sealed class ConsoleRoom : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-console-");
    private readonly List<Process> _consoles = [];

    private LiveView? _view;

    private ConsoleRoom(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    /// <summary>In the queue, whoever holds them.</summary>
    public int Letters => Cloud.DeadLetters.Visible + Cloud.DeadLetters.InFlight;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Steps of the audit record, without the look-ups of replays.</summary>
    public IReadOnlyList<JsonElement> Audit
    {
        get
        {
            var file = Path.Combine(_folder.FullName, "crm-enrich-audit.jsonl");
            return !File.Exists(file) ? [] : [.. File.ReadAllLines(file).Select(line => JsonElement.Parse(line)).Where(line => line.TryGetProperty("step", out _))];
        }
    }

    public static async Task<ConsoleRoom> StartAsync() => new(await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
    {
        Journal = new Dictionary<string, string>(StringComparer.Ordinal),
        Environment = Patience.With(("Http__BackOffBaseMs", "1"), ("Http__MaxRetries", "0")).ToDictionary(),
        Timeout = TimeSpan.FromSeconds(60),
    }));

    /// <returns>The address with its key.</returns>
    public Task<string> OpenAsync(params IEnumerable<string> arguments) => OpenWithAsync([], arguments);

    /// <summary>As serve opens it, with a live view of the cloud.</summary>
    public async Task<string> WatchAsync(params IEnumerable<string> arguments)
    {
        _view ??= await LiveView.StartAsync(Cloud, port: 0, TimeProvider.System);
        return await OpenWithAsync(_view.Environment, arguments);
    }

    /// <summary>The live view ends, and the console does not.</summary>
    public ValueTask EndViewAsync() => _view!.DisposeAsync();

    public async Task<string> OpenWithAsync(IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments)
    {
        var process = ToolProcess.StartCommand(
            ToolProcess.Program,
            _folder,
            [.. Cloud.ReplayDeadLetters.Definition.Environment, new("AWS_ENDPOINT_URL_STS", Cloud.AwsUrl.ToString()), .. environment],
            ["console", .. arguments]);
        _consoles.Add(process);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        var process = _consoles[^1];
        await process.InterruptAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public string Send(
        FailureReason reason = FailureReason.CrmUnavailable,
        string message = "crm: GET was answered with 503. Check that it is up, and that its configured address can be reached from here.",
        string upstream = "crm",
        TimeSpan ago = default,
        Action<JsonObject>? change = null)
    {
        var conversation = Guid.NewGuid().ToString();
        var e = JsonNode.Parse(SampleEvents.Text("01-").Replace("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", conversation, StringComparison.Ordinal))!.AsObject();
        change?.Invoke(e);
        var letter = new DeadLetter
        {
            LetterId = Guid.CreateVersion7().ToString(),
            Handler = "EnrichInteraction",
            EventKey = $"{conversation}/customer.start",
            Reason = reason,
            Retryable = new Failure(reason, "").IsRetryable,
            Attempts = 2,
            FirstFailedAt = Now - ago - TimeSpan.FromMinutes(3),
            LastFailedAt = Now - ago,
            Message = message,
            Upstream = upstream,
            Function = new("EnrichInteraction", "7"),
            Event = JsonElement.Parse(e.ToJsonString()),
        };
        Cloud.DeadLetters.Send(JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter));
        return letter.LetterId;
    }

    /// <summary>A queue after an outage, for what is looked at as a whole.</summary>
    public void SendOutage()
    {
        foreach (var minute in Enumerable.Range(0, 40))
        {
            Send(ago: TimeSpan.FromMinutes(200 + 9 * minute));
        }

        foreach (var hour in Enumerable.Range(1, 12))
        {
            Send(FailureReason.Throttled, "Genesys answered with 429 and asked to wait 900 s, longer than there was time.", "Genesys", TimeSpan.FromHours(hour));
        }

        Send(FailureReason.Rejected, "crm refuses 'stage': check the name, and the rules that are set for it there.", ago: TimeSpan.FromHours(20));
        Send(FailureReason.AuthFailure, "Genesys refused the token (401), and the new one as well. Check the client's secret in Secrets Manager.", "Genesys", TimeSpan.FromMinutes(4));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _consoles)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        await (_view?.DisposeAsync() ?? default);
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
