using System.Globalization;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Routes;

/// <summary>The door of the HTTP API: who asks, how often, for what; and an answer in time, whatever happens behind it.</summary>
/// <remarks>No letter is written here: nothing is lost by a request that fails, and the caller would not wait for its replay.</remarks>
public sealed partial class ApiRouter
{
    /// <summary>The same routes behind API Gateway's IAM authorizer, which can stand before a route only as a whole.</summary>
    private const string IamPrefix = "/iam";

    /// <summary>What is left after the budget to write an answer.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(75);

    private readonly Dictionary<string, IRoute> _routes;
    private readonly CallerAuthentication _callers;
    private readonly RequestRate _rate;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiRouter> _log;

    internal ApiRouter(IEnumerable<IRoute> routes, CallerAuthentication callers, RequestRate rate, Metrics metrics, TimeProvider time, ILogger<ApiRouter> log) =>
        (_routes, _callers, _rate, _metrics, _time, _log) = (routes.ToDictionary(route => route.Path, StringComparer.Ordinal), callers, rate, metrics, time, log);

    /// <returns>Always an answer, within the route's budget and a little more.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        var answer = await RouteAsync(request, ct);
        _metrics.Count(MetricNames.LookupAnswers, "Status", answer.Status.ToString(CultureInfo.InvariantCulture));
        return answer;
    }

    private async Task<ApiAnswer> RouteAsync(ApiRequest request, CancellationToken ct)
    {
        if (request.Body.Length > ApiRequest.LongestBody)
        {
            return ApiAnswer.Problem(413, "Too large", $"Send at most {ApiRequest.LongestBody} characters.");
        }

        if (!_routes.TryGetValue(request.Path.StartsWith(IamPrefix + "/", StringComparison.Ordinal) ? request.Path[IamPrefix.Length..] : request.Path, out var route))
        {
            return ApiAnswer.Problem(404, "Not found", $"The paths are {string.Join(", ", _routes.Keys.Order(StringComparer.Ordinal))}.");
        }

        var allowed = string.Join(", ", route.Methods);
        return route.Methods.Contains(request.Method, StringComparer.Ordinal)
            ? await ServeInTimeAsync(route, request, ct)
            : ApiAnswer.Problem(405, "Method not allowed", $"Use {allowed}.").With("allow", allowed);
    }

    private async Task<ApiAnswer> ServeInTimeAsync(IRoute route, ApiRequest request, CancellationToken ct)
    {
        var budget = route.Budget;
        using var limit = TimeLimit.Start(budget + s_grace, _time, ct);
        using var deadline = Deadline.Start(budget, _time);
        RouteCall? call = null;
        NotServed why;
        try
        {
            call = route.Read(request);

            // Elsewhere, so that the answer leaves in time even if something does not listen to the token, or keeps its thread: the first call of a process has much to compile.
            return await limit.RunAsync(token => Task.Run(() => ServeAsync(call, request, token), token));
        }
        catch (UpstreamException e)
        {
            CallerUnknown(_log, e.Message);
            why = NotServed.CallersNotReadable;
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            CallerUnknown(_log, "The secret or the state store did not answer in time.");
            why = NotServed.TimeIsUp;
        }
        catch (Exception e)
        {
            // The second catch-all beside the boundary's: a flow that waits needs an answer, and there is no event to keep.
            Unexpected(_log, e);
            why = NotServed.Bug;
        }

        return call?.Otherwise?.Invoke(why) ?? ApiAnswer.Problem(503, "Not available", "Try again in a moment.").After(TimeSpan.FromSeconds(10));
    }

    private async Task<ApiAnswer> ServeAsync(RouteCall call, ApiRequest request, CancellationToken ct)
    {
        if (await _callers.RecogniseAsync(request, ct) is not { } caller)
        {
            return ApiAnswer.Problem(401, "Unauthorized", "Sign in with an API key, Twilio's signature or IAM, as docs/lookup.md says.").With("www-authenticate", "Bearer");
        }

        return await _rate.CountAsync(caller, ct) is { } wait
            ? ApiAnswer.Problem(429, "Too many requests", $"At most {_rate.PerMinute} requests in a minute. Wait as long as Retry-After says.").After(wait)
            : await call.Serve(caller, ct);
    }

    [LoggerMessage(501, LogLevel.Warning, "Request not served: the caller could not be authenticated in time. {Reason}")]
    private static partial void CallerUnknown(ILogger log, string reason);

    [LoggerMessage(505, LogLevel.Error, "Request failed because of a bug")]
    private static partial void Unexpected(ILogger log, Exception e);
}
