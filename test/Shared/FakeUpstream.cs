namespace CrmEnrichment.Tests;

/// <summary>The other side of the wire, programmed by the test: put it in place of the sockets.</summary>
/// <remarks>
/// A request nobody programmed fails the test, even where the code under test would swallow the exception: <see cref="Dispose(bool)"/>
/// throws it once more. With a <see cref="ManualTime"/> it can be slow without anybody waiting.
/// </remarks>
public sealed class FakeUpstream(ManualTime? time = null) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FakeRoute> _routes = new(StringComparer.Ordinal);
    private readonly List<RecordedRequest> _requests = [];
    private readonly List<string> _unexpected = [];

    /// <summary>All requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Programs the answers to one request; the address is a path with its query, or a whole address where the host matters.</summary>
    public FakeRoute When(HttpMethod method, string address)
    {
        lock (_lock)
        {
            var key = $"{method} {address}";
            return _routes.TryGetValue(key, out var route) ? route : _routes[key] = new FakeRoute(time);
        }
    }

    public IReadOnlyList<RecordedRequest> RequestsTo(HttpMethod method, string address) =>
        [.. Requests.Where(r => r.Method == method && (string.Equals(r.Address.PathAndQuery, address, StringComparison.Ordinal) || string.Equals(r.Address.AbsoluteUri, address, StringComparison.Ordinal)))];

    public void FailOnUnexpected()
    {
        lock (_lock)
        {
            if (_unexpected.Count > 0)
            {
                throw new InvalidOperationException($"Nobody programmed: {string.Join(", ", _unexpected)}. Programmed: {string.Join(", ", _routes.Keys)}.");
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        FakeRoute? route;
        lock (_lock)
        {
            _requests.Add(new(request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), request.Content?.Headers.ContentType?.ToString(), body));
            route = _routes.GetValueOrDefault($"{request.Method} {request.RequestUri!.PathAndQuery}")
                ?? _routes.GetValueOrDefault($"{request.Method} {request.RequestUri.AbsoluteUri}");
            if (route is null)
            {
                _unexpected.Add($"{request.Method} {request.RequestUri}");
            }
        }

        if (route is null)
        {
            FailOnUnexpected();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var response = await route!.AnswerAsync(cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        FailOnUnexpected();
    }
}
