using CrmEnrichment.Web.Callers;

namespace CrmEnrichment.Web.Routes;

/// <summary>What one path of the HTTP API does. A feature registers its routes; <see cref="ApiRouter"/> authenticates, counts and answers in time.</summary>
internal interface IRoute
{
    /// <summary>Such as <c>/customers</c>, without the prefix of the IAM routes.</summary>
    string Path { get; }

    /// <summary>In capitals.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>How long an answer may take now, from when the request is taken in hand, authentication included.</summary>
    TimeSpan Budget { get; }

    /// <summary>Reads a request of one of the methods, once. Nothing is known of its caller yet.</summary>
    RouteCall Read(ApiRequest request);
}

/// <summary>A request that was read.</summary>
/// <param name="Serve">Answers a caller who is known and has not asked too often.</param>
/// <param name="Otherwise">The answer where there is none in time, or the caller cannot be authenticated: it tells nothing of a customer that the request does not say itself. Null: status 503.</param>
internal sealed record RouteCall(Func<ApiCaller, CancellationToken, Task<ApiAnswer>> Serve, Func<NotServed, ApiAnswer>? Otherwise = null);

/// <summary>Why a request was not served.</summary>
internal enum NotServed
{
    /// <summary>What callers are known by could not be read.</summary>
    CallersNotReadable,

    /// <summary>The time was up before there was an answer.</summary>
    TimeIsUp,

    /// <summary>A bug.</summary>
    Bug,
}
