using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;

namespace CrmEnrichment.Functions;

/// <summary>Behind the HTTP API: CRMs tell that records have changed.</summary>
public sealed class CrmChangedFunction
{
    private readonly Changes.CrmChanged _changed;

    public CrmChangedFunction(Changes.CrmChanged changed, WarmUp warmUp)
    {
        _changed = changed;
        Init.WarmUp(warmUp);
    }

    [LambdaFunction]
    public async Task<APIGatewayHttpApiV2ProxyResponse> CrmChanged(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        HttpApi.Write(await _changed.AnswerAsync(HttpApi.Read(request) with { RequestId = context.AwsRequestId }, CancellationToken.None));
}
