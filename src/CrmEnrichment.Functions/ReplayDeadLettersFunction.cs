using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Http;
using CrmEnrichment.Replay;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by the engineer on call: <c>{}</c>, or <c>{"limit": 10, "includePermanent": true}</c>.</summary>
public sealed class ReplayDeadLettersFunction
{
    private readonly ReplayDeadLetters _replay;

    public ReplayDeadLettersFunction(ReplayDeadLetters replay, UpstreamClients clients)
    {
        _replay = replay;
        SnapStart.ForgetCredentialsOnRestore(clients);
    }

    [LambdaFunction]
    public Task<ReplayReport> ReplayDeadLetters(ReplayRequest request, ILambdaContext context) =>
        _replay.RunAsync(request, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion), CancellationToken.None);
}
