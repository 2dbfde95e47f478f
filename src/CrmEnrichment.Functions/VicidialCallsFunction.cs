using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.Vicidial;

namespace CrmEnrichment.Functions;

/// <summary>Answers VICIdial's Start and Dispo Call URLs, and leaves what they tell in the queue that triggers SyncDisposition.</summary>
public sealed class VicidialCallsFunction
{
    private readonly VicidialDoor _door;

    public VicidialCallsFunction(VicidialDoor door, WarmUp warmUp)
    {
        _door = door;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> VicidialCalls(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _door.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
