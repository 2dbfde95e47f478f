using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm;

/// <summary>Reads what belongs to a customer who has been found, such as the account. One that cannot be read costs what it holds, not the customer.</summary>
internal sealed partial class RelatedRecords(string source, UpstreamClients clients)
{
    /// <summary>Kept of the time left, so that the customer is not late because the account is.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromMilliseconds(100);

    /// <param name="part">What it is called in messages: <c>account</c>.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="ct">The caller's.</param>
    /// <returns>What was read, or what is missing now; neither where there is no such record.</returns>
    public async Task<(T? Record, MissingPart? Missing)> ReadAsync<T>(string part, Func<CancellationToken, Task<T>> read, CancellationToken ct)
    {
        using var limit = TimeLimit.Start(Deadline.Left - s_reserve, clients.Time, ct);
        try
        {
            return (await limit.RunAsync(read), null);
        }
        catch (UpstreamException reason)
        {
            return Missing(reason);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return Missing(new UpstreamException(source, UpstreamFault.Unavailable, $"{source}: the {part} was not read in the time left."));
        }

        (T?, MissingPart?) Missing(UpstreamException reason)
        {
            PartMissing(clients.Log, part, source, reason.Message);
            return (default, new(part, reason));
        }
    }

    [LoggerMessage(206, LogLevel.Warning, "Customer found without the {Part} in {Source}: {Reason} The context names it in lookupFailedSources")]
    private static partial void PartMissing(ILogger log, string part, string source, string reason);
}
