using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Health;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule and by whoever wants to know, with any event: everything is checked.</summary>
public sealed class CheckHealthFunction
{
    private readonly CheckHealth _check;

    public CheckHealthFunction(CheckHealth check, WarmUp warmUp)
    {
        _check = check;
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public async Task<HealthReport> CheckHealth(CloudWatchEvent<JsonElement> tick, ILambdaContext context) =>
        HealthReport.Of(await _check.RunAsync(context.AwsRequestId, context.RemainingTime, CancellationToken.None));
}
