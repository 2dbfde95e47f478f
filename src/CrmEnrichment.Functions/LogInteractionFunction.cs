using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the EventBridge rules on the events of an interaction, from its start to the last wrap-up.</summary>
public sealed class LogInteractionFunction
{
    private readonly FailureBoundary _boundary;
    private readonly Journal.Collecting.LogInteraction _handler;

    public LogInteractionFunction(FailureBoundary boundary, Journal.Collecting.LogInteraction handler, WarmUp warmUp)
    {
        (_boundary, _handler) = (boundary, handler);
        Init.WarmUpCode(warmUp);
    }

    /// <param name="payload">The event exactly as it came, which is what a dead letter has to keep; a JSON string where it was no JSON.</param>
    /// <param name="context">Lambda's.</param>
    [LambdaFunction]
    public async Task<EventReport> LogInteraction(JsonElement payload, ILambdaContext context)
    {
        var delivery = new Delivery(payload, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion));
        return EventReport.Of(await _boundary.RunAsync(_handler, delivery, CancellationToken.None));
    }
}
