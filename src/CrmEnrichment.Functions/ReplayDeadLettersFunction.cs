using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.Configuration;
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

    /// <summary>Without a platform it has no handler, and starts all the same: its queue may hold letters of one that was removed.</summary>
    internal static FeatureSetup AddFeatures(FeatureSetup setup) => setup.AddHttp().AddConfiguredHandlers().AddReplay();

    [LambdaFunction]
    public Task<ReplayReport> ReplayDeadLetters(ReplayRequest request, ILambdaContext context) =>
        _replay.RunAsync(request, context.AwsRequestId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion), CancellationToken.None);
}
