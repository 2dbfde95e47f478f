namespace CrmEnrichment.Http.Upstreams;

/// <summary>One system that we call.</summary>
/// <param name="Name">Its name in messages, logs and metrics, such as <c>Genesys</c>.</param>
/// <param name="BaseAddress">Where it is. Request paths are relative to it and have no leading slash.</param>
/// <param name="AttemptTimeout">Its own limit for one attempt instead of <see cref="HttpOptions.AttemptTimeoutMs"/>.</param>
/// <param name="RightToGrant">What an administrator must grant after a 403, unless the request names it (<see cref="UpstreamRequest.Needs"/>).</param>
/// <param name="Errors">How it names its errors, where that matters.</param>
/// <param name="Interpreter">Makes what gives its answers the statuses they stand for, and puts our credentials where it looks for them, where it does neither as HTTP has it.</param>
public sealed record Upstream(
    string Name, Uri BaseAddress, TimeSpan? AttemptTimeout = null, string? RightToGrant = null, ErrorDialect? Errors = null, Func<DelegatingHandler>? Interpreter = null);
