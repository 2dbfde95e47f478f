using CrmEnrichment.Configuration;

namespace CrmEnrichment.DeadLetters;

/// <summary>Section <c>DeadLetters</c>.</summary>
public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>URL of the SQS queue that keeps what failed.</summary>
    public Uri? QueueUrl { get; init; }

    /// <summary>URL of the SQS queue for letters that have failed too often.</summary>
    public Uri? ParkedQueueUrl { get; init; }

    /// <summary>How often an event may fail, replays included, before it is parked; 0: never.</summary>
    public int MaxAttempts { get; init; } = 5;

    internal static DeadLetterOptions Read(Settings settings) => new()
    {
        QueueUrl = settings.Address(nameof(QueueUrl), required: true, "set the URL of the SQS queue that keeps failed events"),
        ParkedQueueUrl = settings.Address(nameof(ParkedQueueUrl), required: false, "set the URL of the SQS queue for parked letters, or leave it empty"),
        MaxAttempts = settings.Number(nameof(MaxAttempts), 5, 0, 1000),
    };
}
