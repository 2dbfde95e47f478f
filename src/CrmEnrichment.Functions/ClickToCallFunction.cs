using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.Calls;

namespace CrmEnrichment.Functions;

/// <summary>Behind the HTTP API: a user of the CRM clicks, and an agent's telephone does it.</summary>
public sealed class ClickToCallFunction
{
    private readonly CallsDoor _calls;

    public ClickToCallFunction(CallsDoor calls, WarmUp warmUp)
    {
        _calls = calls;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> ClickToCall(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _calls.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
