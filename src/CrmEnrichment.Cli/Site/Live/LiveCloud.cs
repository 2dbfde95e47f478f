using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace CrmEnrichment.Cli.Site.Live;

/// <summary>The local cloud's live API (`serve`).</summary>
internal sealed class LiveCloud : IDisposable
{
    public const string AddressVariable = "CRM_ENRICHMENT_LIVE";
    public const string TokenVariable = "CRM_ENRICHMENT_LIVE_TOKEN";

    private const string TokenHeader = "X-Live-Token";

    /// <summary>Bytes of an answer: a hundred calls with a hundred requests each have less.</summary>
    private const int LargestAnswer = 32 * 1024 * 1024;

    private readonly HttpClient _http;

    private LiveCloud(Uri address, string token)
    {
        // On this machine: no proxy has to do with it, and the token goes nowhere else.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = LargestAnswer,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation(TokenHeader, token);
    }

    /// <returns>Null where the environment names none.</returns>
    /// <exception cref="UsageException">What it names cannot be used.</exception>
    public static LiveCloud? Configured()
    {
        if (Environment.GetEnvironmentVariable(AddressVariable) is not { Length: > 0 } named)
        {
            return null;
        }

        if (!Uri.TryCreate(named, UriKind.Absolute, out var address) || address is not { Scheme: "http", IsLoopback: true })
        {
            throw new UsageException($"{AddressVariable} is no address of this machine: take what serve printed, such as http://127.0.0.1:4586, or unset it.");
        }

        return Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? new LiveCloud(address, token)
            : throw new UsageException($"{TokenVariable} is not set: take what serve printed, or unset {AddressVariable}.");
    }

    /// <exception cref="UsageException">The local cloud does not answer.</exception>
    public Task<LiveCalls> CallsAsync(long after, CancellationToken ct) => AskAsync<LiveCalls>(HttpMethod.Get, $"live?after={after.ToString(CultureInfo.InvariantCulture)}", content: null, ct);

    /// <exception cref="UsageException">The local cloud does not answer.</exception>
    public Task<LiveWorld> WorldAsync(CancellationToken ct) => AskAsync<LiveWorld>(HttpMethod.Get, "world", content: null, ct);

    /// <exception cref="UsageException">The local cloud does not answer.</exception>
    public Task<LiveWorld> ObeyAsync(string command, CancellationToken ct) => AskAsync<LiveWorld>(HttpMethod.Post, "world", new StringContent(Json.Line(new { command }), mediaType: new("application/json")), ct);

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _http.SendAsync(request, ct);
            return response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync<T>(ct) is { } answer
                ? answer
                : throw new UsageException($"The local cloud refuses ({(int)response.StatusCode}): {AddressVariable} and {TokenVariable} are of another serve, perhaps. Start the console with those that this one printed.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new UsageException($"The local cloud does not answer at {_http.BaseAddress}. It has ended, perhaps: start serve again.");
        }
    }
}
