using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Journal.Reconciliation;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule with <c>{}</c>, and by <c>crm-enrich journal reconcile</c>: <c>{"since": "2026-11-27T00:00:00Z", "fix": true}</c>.</summary>
public sealed class ReconcileJournalFunction
{
    private readonly ReconcileJournal _reconcile;

    public ReconcileJournalFunction(ReconcileJournal reconcile, WarmUp warmUp)
    {
        _reconcile = reconcile;
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<ReconcileReport> ReconcileJournal(ReconcileRequest request, ILambdaContext context) =>
        _reconcile.RunAsync(request, context.AwsRequestId, context.RemainingTime, CancellationToken.None);
}
