using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Http;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the EventBridge rules on Genesys' interaction events.</summary>
public sealed class EnrichInteractionFunction
{
    private readonly FailureBoundary _boundary;
    private readonly Enrichment.EnrichInteraction _handler;

    public EnrichInteractionFunction(FailureBoundary boundary, Enrichment.EnrichInteraction handler, UpstreamClients clients)
    {
        (_boundary, _handler) = (boundary, handler);
        SnapStart.ForgetCredentialsOnRestore(clients);
    }

    [LambdaFunction]
    public async Task<EventReport> EnrichInteraction(IncomingEvent incoming, ILambdaContext context)
    {
        var delivery = new Delivery(incoming.Payload, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion));
        return EventReport.Of(await _boundary.RunAsync(_handler, delivery, CancellationToken.None));
    }
}
