using System.Collections.Concurrent;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.RateLimits;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http;

/// <summary>Makes the clients that the rooms call upstreams with: one chain of handlers each, over one shared pool of connections.</summary>
/// <remarks>
/// From the caller to the wire: faults, retries, credentials, the upstream's interpreter, rate limit, attempt. The folders of this room
/// build on each other in one order, from the bottom: Upstreams, Retries, RateLimits, this folder, Credentials.
/// What sends in the end is by default <see cref="Transport.Create"/>; tests put the other side there. The random numbers are for jitter
/// and must be safe for threads; by default they are <see cref="OperatingSystemRandom"/>.
/// </remarks>
public sealed class UpstreamClients(
    HttpOptions options,
    TimeProvider time,
    Metrics metrics,
    ILogger<UpstreamClients> log,
    HttpMessageHandler? transport = null,
    Random? random = null) : IDisposable
{
    // Rate limits are counted by host: a login host has a limit of its own.
    private readonly ConcurrentDictionary<Uri, RateLimitGate> _gates = new();
    private readonly ConcurrentBag<Action> _forget = [];
    private readonly ConcurrentQueue<UpstreamConnection> _connections = new();

    /// <summary>Hosts that are called with credentials, and those that credentials come from: a login opens its own connection.</summary>
    private readonly ConcurrentDictionary<Uri, Upstream> _withCredentials = new(), _withoutCredentials = new();

    private readonly HttpMessageHandler _transport = transport ?? Transport.Create(options);
    private readonly Random _random = random ?? new OperatingSystemRandom();

    internal HttpOptions Options => options;

    internal TimeProvider Time => time;

    internal Metrics Metrics => metrics;

    internal ILogger Log => log;

    internal Random Random => _random;

    /// <summary>
    /// A client whose answers are 2xx or 404 (or what the request <see cref="UpstreamRequest.Accepts"/>), read completely. Everything else is an
    /// <see cref="UpstreamException"/>, except the caller's own cancellation.
    /// </summary>
    /// <remarks>Keep it; disposing it does not close the shared connections.</remarks>
    public HttpClient Create(Upstream upstream, ICredentials? credentials)
    {
        (credentials is null ? _withoutCredentials : _withCredentials).TryAdd(Origin(upstream.BaseAddress), upstream);
        var gate = _gates.GetOrAdd(Origin(upstream.BaseAddress), static _ => new RateLimitGate());
        HttpMessageHandler chain = new AttemptHandler(upstream, Options, time) { InnerHandler = _transport };
        chain = new RateLimitHandler(upstream, gate, Options, time, metrics, log) { InnerHandler = chain };
        if (upstream.Interpreter?.Invoke() is { } interpreter)
        {
            interpreter.InnerHandler = chain;
            chain = interpreter;
        }

        if (credentials is not null)
        {
            OnForget(credentials.Forget);
            _connections.Enqueue(new(upstream.Name, upstream.IsCalledLater, async ct => await credentials.GetAsync(ct)));
            chain = new CredentialsHandler(upstream, credentials, Options, time, metrics, log) { InnerHandler = chain };
        }

        chain = new RetryHandler(upstream, Options, time, _random, metrics, log) { InnerHandler = chain };
        chain = new FaultHandler(upstream, time) { InnerHandler = chain };
        return new HttpClient(chain, disposeHandler: false)
        {
            BaseAddress = AsFolder(upstream.BaseAddress),
            // The attempt has its limit, and the whole has the deadline.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>After a SnapStart restore: every client fetches new credentials.</summary>
    public void ForgetCredentials()
    {
        foreach (var forget in _forget)
        {
            forget();
        }
    }

    /// <summary>What a start can do before the first request to each upstream: get its credentials, and open a connection where the handshake takes long.</summary>
    internal IReadOnlyList<UpstreamConnection> Connections =>
    [
        .. _connections,
        .. _withCredentials.Where(host => !_withoutCredentials.ContainsKey(host.Key)).Select(host => new UpstreamConnection(host.Value.Name, host.Value.IsCalledLater, ct => OpenAsync(host.Key, ct))),
    ];

    /// <summary>For credentials that no client was made with yet, and upstreams that are not called over HTTP.</summary>
    internal void OnForget(Action forget) => _forget.Add(forget);

    /// <summary>As <see cref="OnForget"/>: how to get them anew.</summary>
    internal void OnConnect(string name, Func<CancellationToken, Task> connect) => _connections.Enqueue(new(name, IsCalledLater: false, connect));

    /// <summary>Opens a TLS connection, which the next request to the host finds. Any answer will do; the request has no credentials and asks for nothing.</summary>
    /// <exception cref="UpstreamException">There is no connection.</exception>
    internal async Task OpenAsync(Uri origin, CancellationToken ct)
    {
        // Without TLS a connection costs a round trip and no more.
        if (!string.Equals(origin.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            return;
        }

        using var invoker = new HttpMessageInvoker(_transport, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Head, origin);
        try
        {
            using var response = await invoker.SendAsync(request, ct);
        }
        catch (Exception e) when (AttemptFailure.Of(e, ct) is { } end)
        {
            throw new UpstreamException(origin.Host, UpstreamFault.Unavailable, $"{origin.Host}: {end.Words}.", inner: e);
        }
    }

    public void Dispose() => _transport.Dispose();

    private static Uri Origin(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    // Without the slash, a relative path would replace the last segment: https://crm/api + customers would be https://crm/customers.
    private static Uri AsFolder(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
