using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the queue of VICIdial's calls: the CRM gets the disposition, and the journal the call.</summary>
public sealed class SyncDispositionFunction
{
    private readonly QueueBatch _batch;
    private readonly IReadOnlyList<EventRoute> _routes;
    private readonly CallGate _gate;

    public SyncDispositionFunction(QueueBatch batch, EventRoutes routes, CallGate gate, WarmUp warmUp)
    {
        _gate = gate;

        // The journal's only where one is kept.
        (_batch, _routes) = (batch, [.. new[] { nameof(Dispositions.SyncDisposition), nameof(LogInteraction) }.Select(routes.Named).OfType<EventRoute>()]);
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<SqsBatchResponse> SyncDisposition(SqsEvent batch, ILambdaContext context) => _batch.RunAsync(batch, _routes, context, _gate.AdmitsAsync);
}
