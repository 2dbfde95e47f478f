using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;

namespace CrmEnrichment.Customers;

/// <summary>Asks every source side by side and merges what they know.</summary>
public sealed class CustomerDirectory(
    IEnumerable<ICustomerSource> sources,
    CustomersOptions options,
    Metrics metrics,
    TimeProvider time)
{
    private readonly ICustomerSource[] _sources = [.. sources.OrderBy(source => source.Priority)];

    public async Task<Found> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.IsEmpty)
        {
            return new Found(Merge.ByPriority([]), 0, [], Asked: 0);
        }

        var answers = await Task.WhenAll(_sources.Select(source => AskAsync(source, query, ct)));

        return new Found(
            Merge.ByPriority(answers.Select(Chosen).OfType<CustomerRecord>()),
            answers.Max(Matches),
            [.. answers.OfType<SourceAnswer.Failed>().Select(failed => failed.Reason)],
            answers.Length);
    }

    private async Task<SourceAnswer> AskAsync(ICustomerSource source, CustomerQuery query, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var budget = TimeSpan.FromMilliseconds(options.DeadlineMs);
        using var late = new CancellationTokenSource(budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        using var deadline = Deadline.Start(budget, time);
        try
        {
            return await source.FindAsync(query, either.Token);
        }
        catch (UpstreamException reason)
        {
            return Failed(source, reason);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Failed(source, new UpstreamException(
                source.Name, UpstreamFault.Unavailable, $"{source.Name} did not answer within {options.DeadlineMs} ms."));
        }
        finally
        {
            metrics.Time(MetricNames.SourceLatency, time.GetElapsedTime(started), "Source", source.Name);
        }
    }

    private SourceAnswer.Failed Failed(ICustomerSource source, UpstreamException reason)
    {
        metrics.Count(MetricNames.SourceFailures, "Source", source.Name);
        return new SourceAnswer.Failed(reason);
    }

    private CustomerRecord? Chosen(SourceAnswer answer) => answer switch
    {
        SourceAnswer.Found found => found.Record,
        SourceAnswer.Ambiguous several => Merge.Choose(several.Records, options.WhenAmbiguous),
        _ => null,
    };

    private static int Matches(SourceAnswer answer) => answer switch
    {
        SourceAnswer.Found => 1,
        SourceAnswer.Ambiguous several => several.Records.Count,
        _ => 0,
    };
}
