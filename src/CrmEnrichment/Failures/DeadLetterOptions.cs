using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Failures;

/// <summary>Section <c>DeadLetters</c>.</summary>
public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>URL of the SQS queue that keeps what failed.</summary>
    [Required]
    public Uri? QueueUrl { get; set; }
}
