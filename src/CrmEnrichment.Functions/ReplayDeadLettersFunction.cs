using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Failures;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by the engineer on call: <c>{}</c>, or <c>{"limit": 10, "includePermanent": true}</c>.</summary>
public sealed class ReplayDeadLettersFunction(ReplayDeadLetters replay)
{
    [LambdaFunction]
    public Task<ReplayReport> ReplayDeadLetters(ReplayRequest request, ILambdaContext context) =>
        replay.RunAsync(request, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion), CancellationToken.None);
}
