using System.Net;
using CrmEnrichment.Http.Upstreams;
using Polly.Timeout;

namespace CrmEnrichment.Http.Retries;

/// <summary>Why an attempt failed, where another attempt may succeed.</summary>
/// <param name="Words">For logs and messages; nothing from the request or the answer but the status.</param>
/// <param name="ActedUpon">Whether the upstream may have acted on the request.</param>
/// <param name="RetryAfter">The wait that the upstream asked for.</param>
internal sealed record AttemptFailure(string Words, bool ActedUpon, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether its time ran out.</summary>
    public bool IsTimeout { get; private init; }

    /// <returns>Null for an answer that another attempt would not change.</returns>
    public static AttemptFailure? Of(HttpResponseMessage response, ErrorDialect? errors, DateTimeOffset now) => response.StatusCode switch
    {
        _ when errors?.SaysQuotaUsedUp(response) is true => null,
        _ when errors?.Passes(response) is not null => new($"{(int)response.StatusCode}", ActedUpon: false, Retries.RetryAfter.Read(response.Headers, now)),
        HttpStatusCode.TooManyRequests => new("429", ActedUpon: false, Retries.RetryAfter.Read(response.Headers, now)),
        HttpStatusCode.RequestTimeout => new("408", ActedUpon: false),
        HttpStatusCode.ServiceUnavailable => new("503", ActedUpon: true, Retries.RetryAfter.Read(response.Headers, now)),
        >= HttpStatusCode.InternalServerError => new($"{(int)response.StatusCode}", ActedUpon: true),
        _ => null,
    };

    /// <returns>Null for the caller's own cancellation, a fault already named, and a bug.</returns>
    public static AttemptFailure? Of(Exception exception, CancellationToken ct) => exception switch
    {
        TimeoutRejectedException late => new($"no complete answer within {late.Timeout.TotalMilliseconds:0} ms", ActedUpon: true) { IsTimeout = true },
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new("an answer too large", ActedUpon: true),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new("no such host name", ActedUpon: false),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new("no trusted TLS connection", ActedUpon: false),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new("no connection", ActedUpon: false),
        UnreadableAnswerException unreadable => new(unreadable.Message, ActedUpon: true),
        HttpRequestException or IOException => new("the connection broke", ActedUpon: true),
        // The sockets' own limit on connecting comes as a cancellation that nobody asked for.
        OperationCanceledException { InnerException: TimeoutException } when !ct.IsCancellationRequested => new("no connection in time", ActedUpon: false) { IsTimeout = true },
        _ => null,
    };
}
