using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Genesys;

namespace CrmEnrichment.Tests.Http;

/// <summary>The room under test, between a programmed other side and a clock in which waits pass at once.</summary>
internal sealed class HttpRoom : IDisposable
{
    public static readonly Uri Api = new("https://api.genesys.test/");
    public static readonly Uri Login = new("https://login.genesys.test/");
    public const string TokenAddress = "https://login.genesys.test/oauth/token";
    public const string SecretId = "genesys/oauth";

    private readonly StringWriter _metrics = new();

    public HttpRoom(HttpMessageHandler? transport = null)
    {
        Upstream = new FakeUpstream(Time);
        Clients = new UpstreamClients(
            Options, Time, new Metrics(TextWriter.Synchronized(_metrics), Time, "test"), Log, transport ?? Upstream, new AlwaysHalf());
    }

    public ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    public HttpOptions Options { get; } = new();

    public FakeUpstream Upstream { get; }

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public KnownSecrets Secrets { get; } = new() { [SecretId] = Client("the-secret") };

    public UpstreamClients Clients { get; }

    public string MetricLines => _metrics.ToString();

    public int[] WaitsMs => [.. Time.Waits.Select(w => (int)w.TotalMilliseconds)];

    public static string Client(string secret) => $$"""{"client_id":"the-client","client_secret":"{{secret}}"}""";

    public static string Token(string token, int expiresIn = 86_400) => $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":{{expiresIn}}}""";

    public HttpClient Client(ICredentials? credentials = null, Uri? address = null) =>
        Clients.Create(new Upstream("Genesys", address ?? Api, RightToGrant: "the permission Conversation > Communication > Edit", RateLimit: GenesysRateLimit.Read), credentials);

    public OAuthToken OAuth() => new(new GenesysTokenGrant(), new Upstream("Genesys", Login), SecretId, Secrets, Clients);

    public BearerKey Key() => new("Shop", "shop/key", Secrets, Clients);

    public int Count(string metric) => MetricLines.Split('\n').Count(l => l.Contains($"\"{metric}\":1", StringComparison.Ordinal) && l.Contains("\"Upstream\":\"", StringComparison.Ordinal));

    public void Dispose()
    {
        Upstream.Dispose();
        Clients.Dispose();
    }

    private sealed class AlwaysHalf : Random
    {
        public override double NextDouble() => 0.5;
    }
}
