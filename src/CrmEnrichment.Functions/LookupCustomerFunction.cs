using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using CrmEnrichment.Http;
using CrmEnrichment.Web.Routes;

namespace CrmEnrichment.Functions;

/// <summary>Answers the HTTP API: flows of Twilio Studio, IVRs, Genesys data actions.</summary>
public sealed class LookupCustomerFunction
{
    private readonly ApiRouter _api;

    public LookupCustomerFunction(ApiRouter api, UpstreamClients clients)
    {
        _api = api;
        SnapStart.ForgetCredentialsOnRestore(clients);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> LookupCustomer(APIGatewayHttpApiV2ProxyRequest request) =>
        HttpApi.Write(await _api.AnswerAsync(HttpApi.Read(request), CancellationToken.None));
}
