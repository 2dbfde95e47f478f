using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Failures;
using CrmEnrichment.Http;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the EventBridge rules on Genesys' interaction events.</summary>
public sealed class EnrichInteractionFunction
{
    private readonly FailureBoundary _boundary;
    private readonly Interactions.EnrichInteraction _handler;

    public EnrichInteractionFunction(FailureBoundary boundary, Interactions.EnrichInteraction handler, UpstreamClients clients)
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
