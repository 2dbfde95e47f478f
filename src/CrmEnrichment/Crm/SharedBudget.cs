using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm;

/// <summary>Keeps all processes together within the requests a second that one source takes, by what the state store says of the last ones.</summary>
/// <remarks>
/// The store holds when the last requests went, and those that wait for their turn. A request that would wait too long is refused after one read: when more comes
/// than the source takes, those that are served are served soon. A store that is away or slow costs the budget, and never a request.
/// </remarks>
/// <param name="source">The source's configured name.</param>
/// <param name="aSecond">Requests.</param>
/// <param name="longestWait">Of a request.</param>
/// <param name="counts">Whether the source's limit is about the request.</param>
/// <param name="store">Shared by the processes.</param>
/// <param name="clients">Clock and log.</param>
internal sealed partial class SharedBudget(
    string source, int aSecond, TimeSpan longestWait, Func<HttpRequestMessage, bool> counts, IStateStore store, UpstreamClients clients) : IRequestBudget
{
    /// <summary>Several times what the store takes when it is well, also where others take their moments at the same time.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than a second, since requests take different times on their way and so arrive closer together than they went.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(1_100);

    private static readonly TimeSpan s_keptFor = TimeSpan.FromMinutes(5);

    private readonly string _key = $"budget/{source}";

    public async Task NextAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (!counts(request) || await TakeAsync(ct) is not { } moment)
        {
            return;
        }

        if (moment - clients.Time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clients.Time, ct);
        }
    }

    /// <returns>When the request may go; null where the store does not say.</returns>
    private async Task<DateTimeOffset?> TakeAsync(CancellationToken ct)
    {
        // Before the limit below sets a deadline of its own.
        var left = Deadline.Left;
        DateTimeOffset? free = null;
        using var limit = TimeLimit.Start(s_patience, clients.Time, ct);
        try
        {
            while (true)
            {
                var before = await limit.RunAsync(token => store.GetAsync(_key, token).AsTask());
                var now = clients.Time.GetUtcNow();
                var last = RecentRequests.Read(before).After(now - s_window);
                free = last.Next(aSecond, s_window, now);
                if (free - now > longestWait || !RetryRule.Fits(free.Value - now, left, clients.Options))
                {
                    throw Refusal(free.Value);
                }

                var after = last.With(free.Value, aSecond);
                if (await limit.RunAsync(token => store.PutOverAsync(_key, before, $"{after}", s_keptFor, token).AsTask()))
                {
                    return free;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsOver && free is not null)
        {
            // The store is well, and others were faster each time: more wants to go than may.
            throw Refusal(free.Value);
        }
        catch (Exception e) when (e is UpstreamException { Fault: not UpstreamFault.Throttled } || (e is OperationCanceledException && limit.IsOver))
        {
            Away(clients.Log, source, e.Message);
            return null;
        }
    }

    private UpstreamException Refusal(DateTimeOffset free) =>
        new(source, UpstreamFault.Throttled, $"{source}: the {aSecond} requests a second that all processes share are used up. The next may begin too late.", free);

    [LoggerMessage(208, LogLevel.Warning, "Shared budget of {Source} not read; the request goes without: {Reason}")]
    private static partial void Away(ILogger log, string source, string reason);
}
