using System.Net.Http.Headers;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>One system that we call. What is particular to a vendor reaches the clients through here, and is written in that vendor's folder.</summary>
/// <param name="Name">Its name in messages, logs and metrics, such as <c>crm</c>.</param>
/// <param name="BaseAddress">Where it is. Request paths are relative to it and have no leading slash.</param>
/// <param name="AttemptTimeout">Its own limit for one attempt instead of <see cref="HttpOptions.AttemptTimeoutMs"/>.</param>
/// <param name="RightToGrant">What an administrator must grant after a 403, unless the request names it (<see cref="UpstreamRequest.Needs"/>).</param>
/// <param name="Errors">How it names its errors, where that matters.</param>
/// <param name="RateLimit">Reads what an answer's headers, received now, say of its rate limit; null when they say nothing.</param>
/// <param name="Interpreter">For an upstream that does not use HTTP statuses or the Authorization header: sets the status that an answer stands for, and puts the credentials where it expects them.</param>
/// <param name="RepeatsAfterTimeout">Whether a request that was not answered in time is sent again: not to an upstream that goes on with the first, and answers the second after it.</param>
/// <param name="IsCalledLater">Whether an event calls it only after the customer is known: a start begins to sign in there, and does not wait for it.</param>
/// <param name="MaxResponseBytes">Its own limit for one answer instead of <see cref="HttpOptions.MaxResponseBytes"/>, for lists that are long by nature.</param>
/// <param name="Budget">What all processes together may send to it; null for no such limit.</param>
public sealed record Upstream(
    string Name,
    Uri BaseAddress,
    TimeSpan? AttemptTimeout = null,
    string? RightToGrant = null,
    ErrorDialect? Errors = null,
    Func<HttpResponseHeaders, DateTimeOffset, RateLimitWindow?>? RateLimit = null,
    Func<DelegatingHandler>? Interpreter = null,
    bool RepeatsAfterTimeout = true,
    bool IsCalledLater = false,
    int? MaxResponseBytes = null,
    IRequestBudget? Budget = null);
