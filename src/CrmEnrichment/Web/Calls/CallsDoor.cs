using CrmEnrichment.Calls;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Calls;

/// <summary><c>POST /calls</c> and <c>/calls/AGENT/…</c>: who asks, how often for one agent, and what came of it, as a sentence for the CRM's user.</summary>
/// <remarks>No letter is kept: a call that is placed by a replay, minutes later, is one that nobody wants.</remarks>
public sealed partial class CallsDoor
{
    /// <summary>Below the function's timeout and API Gateway's 30 s.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(15);

    private readonly CallerAuthentication _callers;
    private readonly RequestRate _rate;
    private readonly DirectCall _calls;
    private readonly PhoneNumberReader _numbers;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<CallsDoor> _log;

    internal CallsDoor(CallerAuthentication callers, RequestRate rate, DirectCall calls, PhoneNumberReader numbers, Metrics metrics, TimeProvider time, ILogger<CallsDoor> log) =>
        (_callers, _rate, _calls, _numbers, _metrics, _time, _log) = (callers, rate, calls, numbers, metrics, time, log);

    /// <returns>Always an answer.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginRequest(request);
        using var limit = TimeLimit.Start(s_budget, _time, ct);
        try
        {
            return await limit.RunAsync(token => ServeAsync(request, token));
        }
        catch (UpstreamException e)
        {
            NotServed(_log, e.Message);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested)
        {
            NotServed(_log, "The time was up.");
        }

        Count("failed");
        return ApiAnswer.Problem(503, "Not available", "Try again in a moment.").After(TimeSpan.FromSeconds(10));
    }

    /// <summary>Reads what callers are known by, ahead of the first of them.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    public Task ConnectAsync(CancellationToken ct) => _callers.ConnectAsync(ct);

    private async Task<ApiAnswer> ServeAsync(ApiRequest request, CancellationToken ct)
    {
        if (request.Body.Length > ApiRequest.LongestBody)
        {
            return ApiAnswer.Problem(413, "Too large", $"Send at most {ApiRequest.LongestBody} characters.");
        }

        if (await _callers.RecogniseAsync(request, ct) is not { } caller)
        {
            Count("refused");
            return ApiAnswer.Problem(401, "Unauthorized", "Sign in with an API key, as docs/vicidial.md says.").With("www-authenticate", "Bearer");
        }

        var (call, problem) = CallRequest.Read(request, _numbers);
        if (call is null)
        {
            Count("unreadable");
            return problem!;
        }

        // By agent and not by caller: it is the agent's telephone that somebody could keep busy.
        if (await _rate.CountAsync(new ApiCaller($"calls/{call.Agent}", Audience.Context), ct) is { } wait)
        {
            Count("throttled");
            Audited(_log, call.Order.Name, call.Agent, caller.Name, "throttled");
            return ApiAnswer.Problem(429, "Too many requests", $"At most {_rate.PerMinute} requests for one agent in a minute. Wait as long as Retry-After says.").After(wait);
        }

        var result = await _calls.RunAsync(call.Agent, call.Order, ct);
        var word = Word(result.Kind);
        Count(word);
        Audited(_log, call.Order.Name, call.Agent, caller.Name, word);
        return Answer(result);
    }

    private void Count(string result) => _metrics.Count(MetricNames.CallOrders, "Result", result);

    private static string Word(CallResultKind kind) => kind switch
    {
        CallResultKind.Done => "done",
        CallResultKind.NotConfirmed => "not_confirmed",
        CallResultKind.NotNow => "not_now",
        CallResultKind.NotAllowed => "not_allowed",
        CallResultKind.NotValid => "not_possible",
        _ => "failed",
    };

    private static ApiAnswer Answer(CallResult result) => result.Kind switch
    {
        CallResultKind.Done or CallResultKind.NotConfirmed => new(result.Kind is CallResultKind.Done ? 200 : 202, ApiAnswer.Write(json =>
        {
            json.WriteString("status", Word(result.Kind));
            json.WriteString("message", result.Sentence);
            if (result.LeadId is { } lead)
            {
                json.WriteString("lead_id", lead);
            }

            if (result.CallId is { } call)
            {
                json.WriteString("call_id", call);
            }
        })),
        CallResultKind.NotNow => ApiAnswer.Problem(409, "Not now", result.Sentence),
        CallResultKind.NotAllowed => ApiAnswer.Problem(403, "Not allowed", result.Sentence),
        CallResultKind.NotValid => ApiAnswer.Problem(422, "Not possible", result.Sentence),
        _ => ApiAnswer.Problem(502, "VICIdial not available", result.Sentence).After(TimeSpan.FromSeconds(10)),
    };

    [LoggerMessage(640, LogLevel.Information, "Audit: {Order} for agent {Agent} by {Caller}: {Result}")]
    private static partial void Audited(ILogger log, string order, string agent, string caller, string result);

    [LoggerMessage(641, LogLevel.Warning, "Request for an agent's call not served: {Reason}")]
    private static partial void NotServed(ILogger log, string reason);
}
