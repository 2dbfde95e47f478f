using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Rest;

/// <summary>The stage and the do-not-contact mark of a customer in a REST CRM: one PATCH each (docs/vicidial.md).</summary>
internal sealed class RestDispositions(CrmSourceOptions source, HttpClient http) : ICrmDispositions
{
    private const string IsTrue = "true";

    private readonly RestDispositionOptions _options = source.Of<RestOptions>().Dispositions;
    private readonly RestRecords _records = new(source.Name, source.Url!, new HashSet<string>(StringComparer.Ordinal), http, new HashSet<string>(StringComparer.Ordinal) { source.Of<RestOptions>().Dispositions.DoNotContactMember });

    public string Name => source.Name;

    public async Task<DispositionRecord?> FindAsync(string id, CancellationToken ct)
    {
        if (!RestPath.CanHold(id))
        {
            return null;
        }

        var answer = await _records.GetAsync(_options.CustomerPath.With("{id}", id), ct);
        return answer.IsGone ? null : new(id, answer.Read([_options.DoNotContactMember]).Values.Contains(IsTrue, StringComparer.OrdinalIgnoreCase));
    }

    public async Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct)
    {
        if (!await ChangeAsync(record, _options.DoNotContactMember, IsTrue, ct))
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the customer was deleted before it got the do-not-contact mark.");
        }
    }

    /// <summary>The customer has the stage.</summary>
    public Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct) => Task.FromResult<string?>(null);

    public async Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct) =>
        stages.Deal.Length > 0 && await ChangeAsync(record, _options.StageMember, stages.Deal, ct);

    public async Task ProbeAsync(CancellationToken ct)
    {
        try
        {
            await FindAsync(ProbeIdentity.Id, ct);
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // 400, 422: a CRM whose ids have another form.
        }
    }

    private async Task<bool> ChangeAsync(DispositionRecord record, string member, string value, CancellationToken ct) =>
        !(await _records.PatchAsync(_options.CustomerPath.With("{id}", record.Id), new Dictionary<string, string>(StringComparer.Ordinal) { [member] = value }, ct)).IsGone;
}
