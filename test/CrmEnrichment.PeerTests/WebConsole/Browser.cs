using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>A client with cookies, which says what it is told to say.</summary>
internal sealed partial class Browser(Uri console) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    public Task<(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)> GetAsync(string pathAndQuery, string? host = null) => SendAsync(HttpMethod.Get, pathAndQuery, request => request.Headers.Host = host);

    public Task<(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, string? origin) => SendAsync(HttpMethod.Post, path, request =>
    {
        request.Content = new FormUrlEncodedContent(form);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
    });

    /// <summary>The token of the first form of a page.</summary>
    public async Task<string> TokenAsync(string pathAndQuery)
    {
        var (status, text, _) = await GetAsync(pathAndQuery);
        status.ShouldBe(HttpStatusCode.OK, text);
        var token = Token.Match(text).Groups["token"].Value;
        token.ShouldNotBeEmpty();
        return token;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)> SendAsync(HttpMethod method, string pathAndQuery, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, new Uri(console, pathAndQuery));
        change(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 10_000)]
    private static partial Regex Token { get; }
}
