using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Journal.Writing;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>Triggered by the journal's queue: interactions whose entries are to be looked at.</summary>
public sealed class WriteJournalEntryFunction
{
    private readonly QueueBatch _batch;
    private readonly EventRoute _route;

    public WriteJournalEntryFunction(QueueBatch batch, FailureBoundary boundary, WriteJournalEntry handler, WarmUp warmUp)
    {
        (_batch, _route) = (batch, EventRoute.Of(handler, boundary));
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<SqsBatchResponse> WriteJournalEntry(SqsEvent batch, ILambdaContext context) => _batch.RunAsync(batch, _route, context);
}
