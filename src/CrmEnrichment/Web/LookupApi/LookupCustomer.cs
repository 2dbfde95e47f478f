using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Deadlines;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.Routes;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

/// <summary><c>GET</c> and <c>POST /customers</c>: asks the directory for a caller who waits on the line.</summary>
internal sealed partial class LookupCustomer(
    CustomerDirectory directory, PhoneNumberReader numbers, LookupOptions options, CustomerAnswer answer, TimeProvider time, ILogger<LookupCustomer> log) : IRoute
{
    /// <summary>A tenth of the budget is for the answer: writing the first one of a process takes a while.</summary>
    private readonly TimeSpan _reserve = TimeSpan.FromMilliseconds(options.BudgetMs * 0.1);

    public string Path => "/customers";

    public IReadOnlyList<string> Methods { get; } = ["GET", "POST"];

    public TimeSpan Budget { get; } = TimeSpan.FromMilliseconds(options.BudgetMs);

    public RouteCall Read(ApiRequest request)
    {
        var (question, problem) = LookupRequest.Read(request, numbers);
        return question is null
            ? new((_, _) => Task.FromResult(problem!))
            : new((caller, ct) => AnswerAsync(question, caller, ct), () => answer.Minimal(question.Query.Phone));
    }

    /// <param name="question">Who is meant.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">The time is up, altogether: not the sources' time (<see cref="Deadline"/>), but that of the answer.</param>
    private async Task<ApiAnswer> AnswerAsync(LookupRequest question, ApiCaller caller, CancellationToken ct)
    {
        var lookup = directory.Begin(question.Query, new Requester(caller.Name, caller.Audience, question.InteractionId));
        try
        {
            return answer.Of(question.Query.Phone, await lookup.FirstAsync(Patience, ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Late(log, caller.Name);
            return answer.Minimal(question.Query.Phone);
        }
        finally
        {
            // The answers are cached before the environment freezes, as far as there is time.
            await lookup.DisposeAsync().AsTask().WaitAsync(Deadline.Left, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Patience => Deadline.Left > _reserve ? Deadline.Left - _reserve : TimeSpan.Zero;

    [LoggerMessage(503, LogLevel.Warning, "Look-up for {Caller} took too long; the minimal record was returned")]
    private static partial void Late(ILogger log, string caller);
}
