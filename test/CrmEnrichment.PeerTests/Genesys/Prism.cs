using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>npm @stoplight/prism-cli on an OpenAPI file, and before it a listener that writes down every verdict.</summary>
internal sealed class Prism : IAsyncDisposable
{
    private readonly PeerProcess _peer;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<Verdict> _verdicts = new();
    private PretendSystem? _recorder;

    private Prism(PeerProcess peer)
    {
        _peer = peer;
        _http = new HttpClient { BaseAddress = peer.Url };
    }

    /// <summary>Where requests are judged, as configuration has it: without a slash at the end.</summary>
    public string Url => _recorder!.Url.ToString().TrimEnd('/');

    public IReadOnlyList<Verdict> Verdicts => [.. _verdicts];

    public static async Task<Prism> StartAsync(string contract)
    {
        var peer = await PeerProcess.StartAsync("node_modules/@stoplight/prism-cli/dist/index.js", "mock", "--errors", "--host", "127.0.0.1", "--port", "{port}", contract);
        var prism = new Prism(peer);
        prism._recorder = await PretendSystem.StartAsync(IPAddress.Loopback, 0, TimeProvider.System, prism.PassOnAsync);
        return prism;
    }

    public void Forget() => _verdicts.Clear();

    public async ValueTask DisposeAsync()
    {
        await _recorder!.DisposeAsync();
        _http.Dispose();
        await _peer.DisposeAsync();
    }

    private async Task PassOnAsync(HttpContext context, RecordedRequest request)
    {
        using var onwards = new HttpRequestMessage(new HttpMethod(request.Method), request.Path.TrimStart('/') + request.Query);
        if (!request.Content.IsEmpty)
        {
            onwards.Content = new ByteArrayContent(request.Content.ToArray());
            onwards.Content.Headers.ContentType = request.Headers.GetValueOrDefault("Content-Type") is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        }

        foreach (var name in new[] { "Authorization", "Accept" })
        {
            onwards.Headers.TryAddWithoutValidation(name, request.Headers.GetValueOrDefault(name));
        }

        using var answer = await _http.SendAsync(onwards, context.RequestAborted);
        var violations = answer.Headers.TryGetValues("sl-violations", out var said) ? string.Join(", ", said) : null;
        _verdicts.Enqueue(new Verdict(request.Method, request.Path, request.Body, (int)answer.StatusCode, violations));

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }
}
