using System.Globalization;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>The door for flows and IVRs: who asks, how often, for what; and an answer in time, whatever happens behind it.</summary>
/// <remarks>No letter is written here: nothing is lost by a look-up that fails, and the caller would not wait for its replay.</remarks>
public sealed class CustomerApi
{
    /// <summary>The same door behind API Gateway's IAM authorizer, which can stand before a route only as a whole.</summary>
    private const string IamPrefix = "/iam";

    /// <summary>What is left after the budget to put an answer into words.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(75);

    private readonly LookupOptions _options;
    private readonly PhoneNumberReader _numbers;
    private readonly CallerAuthentication _callers;
    private readonly RequestRate _rate;
    private readonly CustomerAnswer _answer;
    private readonly LookupCustomer _lookup;
    private readonly CustomerChanges _changes;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<CustomerApi> _log;

    internal CustomerApi(
        LookupOptions options, PhoneNumberReader numbers, CallerAuthentication callers, RequestRate rate, CustomerAnswer answer, LookupCustomer lookup,
        CustomerChanges changes, Metrics metrics, TimeProvider time, ILogger<CustomerApi> log) =>
        (_options, _numbers, _callers, _rate, _answer, _lookup, _changes, _metrics, _time, _log) =
        (options, numbers, callers, rate, answer, lookup, changes, metrics, time, log);

    /// <returns>Always an answer, within the budget and a little more.</returns>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken ct)
    {
        var budget = TimeSpan.FromMilliseconds(_options.BudgetMs);
        using var limit = TimeLimit.Start(budget + s_grace, _time, ct);
        using var deadline = Deadline.Start(budget, _time);
        var answer = await RouteAsync(request, limit.Token);
        _metrics.Count(MetricNames.LookupAnswers, "Status", answer.Status.ToString(CultureInfo.InvariantCulture));
        return answer;
    }

    private Task<ApiAnswer> RouteAsync(ApiRequest request, CancellationToken ct)
    {
        var path = request.Path.StartsWith(IamPrefix + "/", StringComparison.Ordinal) ? request.Path[IamPrefix.Length..] : request.Path;
        return (path, request.Method) switch
        {
            _ when request.Body.Length > ApiRequest.LongestBody => Refuse(413, "Too large", $"Send at most {ApiRequest.LongestBody} characters."),
            ("/customers", "GET" or "POST") => LookUpAsync(request, ct),
            ("/customers/changed", "POST") => ForgetAsync(request, ct),
            ("/customers", _) => NotAllowed("GET, POST"),
            ("/customers/changed", _) => NotAllowed("POST"),
            _ => Refuse(404, "Not found", "There is GET /customers, POST /customers and POST /customers/changed."),
        };

        static Task<ApiAnswer> Refuse(int status, string title, string detail) => Task.FromResult(ApiAnswer.Problem(status, title, detail));

        static Task<ApiAnswer> NotAllowed(string allowed) => Task.FromResult(ApiAnswer.Problem(405, "Method not allowed", $"Use {allowed}.").With("allow", allowed));
    }

    private Task<ApiAnswer> LookUpAsync(ApiRequest request, CancellationToken ct)
    {
        var (question, problem) = LookupRequest.Read(request, _numbers);
        return question is null
            ? GuardAsync(request, _ => Task.FromResult(problem!), Unavailable, ct)
            : GuardAsync(request, caller => _lookup.AnswerAsync(question, caller, ct), () => _answer.Minimal(question.Query.Phone), ct);
    }

    private Task<ApiAnswer> ForgetAsync(ApiRequest request, CancellationToken ct) => GuardAsync(
        request,
        caller => caller.Audience is Audience.Admin
            ? _changes.TakeAsync(request, ct)
            : Task.FromResult(ApiAnswer.Problem(403, "Forbidden", $"Only the audience {Audience.Admin} may say that customers have changed.")),
        Unavailable,
        ct);

    /// <summary>Serves whom we know and who has not asked too often.</summary>
    /// <param name="request">Says who it is.</param>
    /// <param name="serve">What they asked for.</param>
    /// <param name="otherwise">The answer when it cannot be given, or nobody can say in time who it is: it tells nothing that the request does not say itself.</param>
    /// <param name="ct">The time is up.</param>
    private async Task<ApiAnswer> GuardAsync(ApiRequest request, Func<ApiCaller, Task<ApiAnswer>> serve, Func<ApiAnswer> otherwise, CancellationToken ct)
    {
        try
        {
            // Elsewhere, so that the answer leaves in time even if something does not listen to the token, or keeps its thread: the first call of a process has much to compile.
            return await Task.Run(() => ServeAsync(request, serve, ct), ct).WaitAsync(ct);
        }
        catch (UpstreamException e)
        {
            _log.CallersUnknown(e.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _log.CallersUnknown("their secret, or the state store, did not answer in time");
        }
        catch (Exception e)
        {
            // The second catch-all beside the boundary's: a flow that waits needs an answer, and there is no event to keep.
            _log.Unexpected(e);
        }

        return otherwise();
    }

    private async Task<ApiAnswer> ServeAsync(ApiRequest request, Func<ApiCaller, Task<ApiAnswer>> serve, CancellationToken ct)
    {
        if (await _callers.RecogniseAsync(request, ct) is not { } caller)
        {
            return ApiAnswer.Problem(401, "Unauthorized", "Sign in with an API key, Twilio's signature or IAM, as docs/lookup.md says.").With("www-authenticate", "Bearer");
        }

        return await _rate.CountAsync(caller, ct) is { } wait
            ? ApiAnswer.Problem(429, "Too many requests", $"At most {_options.RequestsPerMinute} requests in a minute. Wait as long as Retry-After says.").After(wait)
            : await serve(caller);
    }

    private static ApiAnswer Unavailable() => ApiAnswer.Problem(503, "Not available", "Try again in a moment.").After(TimeSpan.FromSeconds(10));
}
