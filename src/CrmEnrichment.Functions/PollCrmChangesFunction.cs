using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using CrmEnrichment.Changes;
using CrmEnrichment.ColdStart;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule, with any event: asks the CRMs that cannot tell what has changed.</summary>
public sealed class PollCrmChangesFunction
{
    private readonly PollCrmChanges _poll;

    public PollCrmChangesFunction(PollCrmChanges poll, WarmUp warmUp)
    {
        _poll = poll;
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public async Task<IReadOnlyList<ChangePoll>> PollCrmChanges(CloudWatchEvent<JsonElement> tick, ILambdaContext context) =>
        await _poll.RunAsync(context.AwsRequestId, context.RemainingTime, CancellationToken.None);
}
