namespace CrmEnrichment.Local.Live;

/// <summary>A cloud that can be watched: its calls, what can be done to the world, and both for the console.</summary>
internal sealed class LiveView : IAsyncDisposable
{
    private readonly EmbeddedCloud _cloud;
    private readonly TimeProvider _time;
    private readonly LiveApi _api;
    private ConsoleProcess? _console;

    private LiveView(EmbeddedCloud cloud, LiveCalls calls, PretendWorld world, LiveApi api, TimeProvider time) => (_cloud, Calls, World, _api, _time) = (cloud, calls, world, api, time);

    public LiveCalls Calls { get; }

    public PretendWorld World { get; }

    public Uri Url => _api.Url;

    /// <summary>Completes when somebody looks for the first time.</summary>
    public Task Looked => _api.Looked;

    /// <summary>What `crm-enrich` and the AWS CLI need to work with this cloud.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(_cloud.ReplayDeadLetters.Definition.Environment, StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_STS"] = _cloud.AwsUrl.ToString().TrimEnd('/'),
        ["AWS_ENDPOINT_URL_LAMBDA"] = _cloud.LambdaUrl.ToString().TrimEnd('/'),
        ["AWS_REGION"] = Account.Region,
        ["AWS_DEFAULT_REGION"] = Account.Region,
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        [LiveApi.AddressVariable] = _api.Url.ToString().TrimEnd('/'),
        [LiveApi.TokenVariable] = _api.Token,
    };

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LiveView> StartAsync(EmbeddedCloud cloud, int port, TimeProvider time)
    {
        var (calls, world) = (LiveCalls.Of(cloud, time), new PretendWorld(cloud, time));
        return new LiveView(cloud, calls, world, await LiveApi.StartAsync(port, calls, world), time);
    }

    /// <returns>The console's address with its key.</returns>
    /// <exception cref="IOException">It does not start; the message says why.</exception>
    public async Task<string> OpenConsoleAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        _console = await ConsoleProcess.StartAsync(Environment, arguments, _time, ct);
        return _console.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await (_console?.DisposeAsync() ?? default);
        await _api.DisposeAsync();
    }
}
