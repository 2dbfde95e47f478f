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
    private readonly ConcurrentDictionary<string, RateLimitGate> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Action> _forget = [];
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
        var gate = _gates.GetOrAdd(upstream.BaseAddress.GetLeftPart(UriPartial.Authority), static _ => new RateLimitGate());
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

    /// <summary>For upstreams that are not called over HTTP.</summary>
    internal void OnForget(Action forget) => _forget.Add(forget);

    public void Dispose() => _transport.Dispose();

    // Without the slash, a relative path would replace the last segment: https://crm/api + customers would be https://crm/customers.
    private static Uri AsFolder(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
