using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Asks the directory for a caller who waits on the line.</summary>
internal sealed class LookupCustomer(CustomerDirectory directory, LookupOptions options, CustomerAnswer answer, TimeProvider time, ILogger<LookupCustomer> log)
{
    /// <summary>A tenth of the budget is for the answer: putting the first one of a process into words takes a while.</summary>
    private readonly TimeSpan _reserve = TimeSpan.FromMilliseconds(options.BudgetMs * 0.1);

    /// <param name="question">Who is meant.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">The time is up, altogether: not the sources' time (<see cref="Deadline"/>), but that of the answer.</param>
    public async Task<ApiAnswer> AnswerAsync(LookupRequest question, ApiCaller caller, CancellationToken ct)
    {
        var lookup = directory.Begin(question.Query, new Requester(caller.Name, caller.Audience, question.InteractionId));
        try
        {
            return answer.Of(question.Query.Phone, await lookup.FirstAsync(Patience, ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.Late(caller.Name);
            return answer.Minimal(question.Query.Phone);
        }
        finally
        {
            // What was learnt is remembered before the environment freezes, as far as there is time.
            await lookup.DisposeAsync().AsTask().WaitAsync(Deadline.Left, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Patience => Deadline.Left > _reserve ? Deadline.Left - _reserve : TimeSpan.Zero;
}
