using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.State;

namespace CrmEnrichment.Dispositions;

/// <summary>The stage of the deal that a call was about. A call that is handled again has the same deal: its own outcome may have closed it, and another one that is open is not its.</summary>
internal sealed class DealStage(IStateStore store)
{
    private const string Done = "done";

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    /// <returns>False when there is nothing whose stage could be set.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The state store or the CRM did not answer, or refuses.</exception>
    public async Task<bool> SetAsync(ICrmDispositions crm, DispositionRecord record, DispositionStages stages, CallEvent call, CancellationToken ct)
    {
        if (stages.Deal.Length == 0)
        {
            return await crm.SetStageAsync(record, deal: null, stages, ct);
        }

        var key = $"disposition/deal/{CallIdentity.Key(call)}";
        var deal = await store.GetAsync(key, ct) ?? await ChooseAsync(crm, record, key, ct);
        if (deal is Done)
        {
            return true;
        }

        if (!await crm.SetStageAsync(record, deal, stages, ct))
        {
            return false;
        }

        if (deal is not null)
        {
            await store.PutAsync(key, Done, s_kept, ct);
        }

        return true;
    }

    /// <summary>Before the CRM is told. Another process may have chosen at the same moment: the first choice counts.</summary>
    /// <returns>Null for a record without an open deal.</returns>
    private async Task<string?> ChooseAsync(ICrmDispositions crm, DispositionRecord record, string key, CancellationToken ct) =>
        await crm.FindDealAsync(record, ct) is { } found ? await store.PutIfAbsentAsync(key, found, s_kept, ct) ?? found : null;
}
