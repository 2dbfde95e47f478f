using CrmEnrichment.Configuration;

namespace CrmEnrichment.Failures;

/// <summary>Section <c>DeadLetters</c>.</summary>
public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>URL of the SQS queue that keeps what failed.</summary>
    public Uri? QueueUrl { get; init; }

    internal static DeadLetterOptions Read(Settings settings) => new()
    {
        QueueUrl = settings.Address(nameof(QueueUrl), required: true, "set the URL of the SQS queue that keeps failed events"),
    };
}
