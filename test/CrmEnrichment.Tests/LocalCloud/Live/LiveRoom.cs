using System.Net;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Live;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Live;

/// <summary>A cloud that is watched through its live API, as the console does it.</summary>
internal sealed class LiveRoom : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private LiveRoom(EmbeddedCloud cloud, LiveView view) => (Cloud, View) = (cloud, view);

    public EmbeddedCloud Cloud { get; }

    public LiveView View { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LiveRoom> StartAsync(bool hasJournal = false)
    {
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Journal = hasJournal ? new Dictionary<string, string>(StringComparer.Ordinal) : null,
            Environment = Patience.With(("Http__BackOffBaseMs", "1"), ("Http__MaxRetries", "0"), ("Customers__Cache__MemoryFor", "00:00:00")),
            Timeout = TimeSpan.FromSeconds(60),
        });
        return new(cloud, await LiveView.StartAsync(cloud, port: 0, TimeProvider.System));
    }

    /// <summary>Looks until it is so.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilAsync(Func<IReadOnlyList<JsonElement>, bool> holds)
    {
        while (true)
        {
            var calls = await CallsAsync();
            if (holds(calls))
            {
                return calls;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }
    }

    public async Task<IReadOnlyList<JsonElement>> CallsAsync(long after = 0) => [.. (await GetAsync($"live?after={after}")).GetProperty("calls").EnumerateArray()];

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, text) = await AskAsync(HttpMethod.Get, path);
        return status is HttpStatusCode.OK ? JsonElement.Parse(text) : throw new InvalidOperationException(text);
    }

    /// <returns>What was told.</returns>
    public async Task<string> TellAsync(string command)
    {
        var (_, text) = await AskAsync(HttpMethod.Post, "world", body: JsonSerializer.Serialize(new { command }));
        return JsonElement.Parse(text).GetProperty("told").GetString()!;
    }

    /// <param name="token">Null for the right one.</param>
    /// <param name="host">Null for the right one.</param>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpMethod method, string path, string? token = null, string? host = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(View.Url, path));
        request.Headers.Host = host;
        request.Headers.Add(LiveApi.TokenHeader, token ?? View.Environment[LiveApi.TokenVariable]);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await View.DisposeAsync();
        await Cloud.DisposeAsync();
    }
}
