using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.Twilio;

namespace CrmEnrichment.Functions;

/// <summary>Answers Twilio's callbacks: events of TaskRouter, and the status of phone calls.</summary>
public sealed class TwilioEventsFunction
{
    private readonly TwilioDoor _door;

    public TwilioEventsFunction(TwilioDoor door, WarmUp warmUp)
    {
        _door = door;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> TwilioEvents(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) => HttpApi.Write(await _door.AnswerAsync(
        HttpApi.Read(request) with { RequestId = context.AwsRequestId }, context.RemainingTime, new(context.FunctionName, context.FunctionVersion), CancellationToken.None));
}
