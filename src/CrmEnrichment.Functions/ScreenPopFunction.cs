using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.ScreenPop;

namespace CrmEnrichment.Functions;

/// <summary>Behind the HTTP API: the page with what an agent needs to know of a caller.</summary>
public sealed class ScreenPopFunction
{
    private readonly ScreenPopDoor _door;

    public ScreenPopFunction(ScreenPopDoor door, WarmUp warmUp)
    {
        _door = door;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> ScreenPop(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _door.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
