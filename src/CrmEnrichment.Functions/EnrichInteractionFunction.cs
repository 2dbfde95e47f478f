using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Failures;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the EventBridge rules on Genesys' interaction events.</summary>
public sealed class EnrichInteractionFunction(FailureBoundary boundary, Interactions.EnrichInteraction handler)
{
    [LambdaFunction]
    public async Task<EventReport> EnrichInteraction(IncomingEvent incoming, ILambdaContext context)
    {
        var delivery = new Delivery(incoming.Payload, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion));
        return EventReport.Of(await boundary.RunAsync(handler, delivery, CancellationToken.None));
    }
}
