using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Replay;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by the engineer on call: <c>{}</c>, or <c>{"limit": 10, "includePermanent": true}</c>.</summary>
public sealed class ReplayDeadLettersFunction
{
    private readonly ReplayDeadLetters _replay;
    private readonly ILogger _log;

    public ReplayDeadLettersFunction(ReplayDeadLetters replay, WarmUp warmUp, ILogger<ReplayDeadLettersFunction> log)
    {
        (_replay, _log) = (replay, log);
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public async Task<ReplayReport> ReplayDeadLetters(ReplayRequest request, ILambdaContext context)
    {
        // Around all letters: the boundary names each letter's own request.
        using var scope = _log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = context.AwsRequestId });
        return await _replay.RunAsync(request, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion), CancellationToken.None);
    }
}
