using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.Health;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule and by whoever wants to know, with any event: everything is checked.</summary>
/// <remarks>Needs no word to SnapStart: each check forgets the credentials of the one before.</remarks>
public sealed class CheckHealthFunction(CheckHealth check)
{
    [LambdaFunction]
    public async Task<HealthReport> CheckHealth(CloudWatchEvent<JsonElement> tick, ILambdaContext context) =>
        HealthReport.Of(await check.RunAsync(context.AwsRequestId, context.RemainingTime, CancellationToken.None));
}
