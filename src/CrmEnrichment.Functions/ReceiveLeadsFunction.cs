using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Web.Leads;

namespace CrmEnrichment.Functions;

/// <summary>Behind the HTTP API: CRMs bring leads, which are left in the queue that triggers InjectLead.</summary>
public sealed class ReceiveLeadsFunction
{
    private readonly LeadsDoor _door;

    public ReceiveLeadsFunction(LeadsDoor door, WarmUp warmUp)
    {
        _door = door;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> ReceiveLeads(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _door.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
