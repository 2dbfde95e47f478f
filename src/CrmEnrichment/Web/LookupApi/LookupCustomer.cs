using CrmEnrichment.ColdStart;
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
    CustomerDirectory directory, PhoneNumberReader numbers, LookupOptions options, CustomersOptions customers, CustomerAnswer answer, ProcessStart start, TimeProvider time, ILogger<LookupCustomer> log) : IRoute
{
    /// <summary>Of the budget; it is for the answer.</summary>
    private const double Reserve = 0.1;

    public string Path => "/customers";

    public IReadOnlyList<string> Methods { get; } = ["GET", "POST"];

    /// <summary>Of a process whose warm-up did not end, the first look-up gets the sources' full time: its own start must not make it fail.</summary>
    public TimeSpan Budget => TimeSpan.FromMilliseconds(start.IsUnderWay ? Math.Max(options.BudgetMs, customers.DeadlineMs) : options.BudgetMs);

    public RouteCall Read(ApiRequest request)
    {
        var (whileStarting, reserve) = (start.IsUnderWay, Budget * Reserve);
        var (question, problem) = LookupRequest.Read(request, numbers);
        return question is null
            ? new((_, _) => Task.FromResult(problem!))
            : new((caller, ct) => AnswerAsync(question, caller, reserve, Minimal, ct), Minimal);

        ApiAnswer Minimal(NotServed why)
        {
            start.End();
            return answer.Minimal(question.Query.Phone, NothingFound.Why(why, whileStarting));
        }
    }

    /// <param name="question">Who is meant.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="reserve">What is kept of the time for the answer.</param>
    /// <param name="minimal">What is answered when the time is up.</param>
    /// <param name="ct">The time is up, altogether: not the sources' time (<see cref="Deadline"/>), but that of the answer.</param>
    private async Task<ApiAnswer> AnswerAsync(LookupRequest question, ApiCaller caller, TimeSpan reserve, Func<NotServed, ApiAnswer> minimal, CancellationToken ct)
    {
        var lookup = directory.Begin(question.Query, new Requester(caller.Name, caller.Audience, question.InteractionId));
        try
        {
            return answer.Of(question.Query.Phone, await lookup.FirstAsync(Deadline.Left > reserve ? Deadline.Left - reserve : TimeSpan.Zero, ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Late(log, caller.Name);
            return minimal(NotServed.TimeIsUp);
        }
        finally
        {
            // The answers are cached before the environment freezes, as far as there is time.
            await lookup.DisposeAsync().AsTask().WaitAsync(Deadline.Left, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(503, LogLevel.Warning, "Look-up for {Caller} took too long; the minimal record was returned")]
    private static partial void Late(ILogger log, string caller);
}
