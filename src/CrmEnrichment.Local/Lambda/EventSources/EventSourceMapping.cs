using CrmEnrichment.Local.Aws;
using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Local.Lambda.EventSources;

/// <summary>What a deployment would say about a queue that triggers a function. There is no batching window: a batch is what a receive finds.</summary>
public sealed record EventSourceMapping
{
    public required Queue Queue { get; init; }

    /// <summary>The function's name.</summary>
    public required string Function { get; init; }

    /// <summary>The most messages of one invocation, from 1 to 10.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How many of this queue's batches are handled side by side; from 2 to 1,000 where it is set. Of a FIFO queue also one batch at a time for each group.</summary>
    public int? MaximumConcurrency { get; init; }

    /// <summary>The function's answer says which messages failed; without it an answer deletes them all.</summary>
    public bool ReportBatchItemFailures { get; init; }

    /// <exception cref="AwsException">In Lambda's words: it would refuse this mapping.</exception>
    internal EventSourceMapping Check(TimeSpan functionTimeout)
    {
        if (BatchSize is < 1 or > 10)
        {
            throw new AwsException("InvalidParameterValueException", $"BatchSize is {BatchSize}: without a batching window it must be between 1 and 10.");
        }

        if (MaximumConcurrency is < 2 or > 1_000)
        {
            throw new AwsException("InvalidParameterValueException", $"MaximumConcurrency is {MaximumConcurrency}: it must be between 2 and 1000.");
        }

        return Queue.Settings.Visibility >= functionTimeout ? this : throw new AwsException(
            "InvalidParameterValueException", $"Queue visibility timeout: {Queue.Settings.Visibility.TotalSeconds} seconds is less than Function timeout: {functionTimeout.TotalSeconds} seconds");
    }
}
