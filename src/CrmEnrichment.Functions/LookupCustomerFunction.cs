using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.Routes;

namespace CrmEnrichment.Functions;

/// <summary>Answers the HTTP API: flows of Twilio Studio, IVRs, Genesys data actions.</summary>
public sealed class LookupCustomerFunction
{
    private readonly ApiRouter _api;

    public LookupCustomerFunction(ApiRouter api, WarmUp warmUp)
    {
        _api = api;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> LookupCustomer(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _api.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
