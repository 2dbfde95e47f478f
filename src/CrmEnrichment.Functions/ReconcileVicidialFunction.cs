using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Dispositions.Reconciliation;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule with <c>{}</c>, and by <c>crm-enrich vicidial reconcile</c>: <c>{"since": "2026-11-27", "fix": true}</c>.</summary>
public sealed class ReconcileVicidialFunction
{
    private readonly ReconcileDispositions _reconcile;

    public ReconcileVicidialFunction(ReconcileDispositions reconcile, WarmUp warmUp)
    {
        _reconcile = reconcile;
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<DispositionReport> ReconcileVicidial(DispositionReconcileRequest request, ILambdaContext context) =>
        _reconcile.RunAsync(request, context.AwsRequestId, context.RemainingTime, CancellationToken.None);
}
