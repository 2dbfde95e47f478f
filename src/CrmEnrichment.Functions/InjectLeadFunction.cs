using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the queue of leads: VICIdial's lists get them, one after the other.</summary>
public sealed class InjectLeadFunction
{
    private readonly QueueBatch _batch;
    private readonly EventRoute _route;

    public InjectLeadFunction(QueueBatch batch, EventRoutes routes, WarmUp warmUp)
    {
        (_batch, _route) = (batch, routes.Named(nameof(Leads.InjectLead))!);
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<SqsBatchResponse> InjectLead(SqsEvent batch, ILambdaContext context) => _batch.RunAsync(batch, _route, context);
}
