using CrmEnrichment.Diagnostics;
using CrmEnrichment.Failures;

namespace CrmEnrichment.Cli.Letters;

/// <summary>The small facts of a message; nothing of its event.</summary>
internal sealed record ListedLetter
{
    public required string MessageId { get; init; }

    public required LetterForm Form { get; init; }

    public string? LetterId { get; init; }

    public string? Handler { get; init; }

    public string? EventKey { get; init; }

    public FailureReason? Reason { get; init; }

    public LetterStanding? Standing { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public int? Attempts { get; init; }

    public DateTimeOffset? FirstFailedAt { get; init; }

    public DateTimeOffset? LastFailedAt { get; init; }

    public string? Message { get; init; }

    /// <summary>What a person and the audit record call it.</summary>
    public string Id() => LetterId ?? MessageId;

    public static ListedLetter Of(QueuedMessage message, QueuedLetter? queued, DateTimeOffset now) => queued switch
    {
        QueuedLetter.Enveloped { Letter: var letter } => new()
        {
            MessageId = message.Id,
            Form = LetterForm.Envelope,
            LetterId = letter.LetterId,
            Handler = letter.Handler,
            EventKey = letter.EventKey,
            Reason = letter.Reason,
            Standing = letter.StandingAt(now),
            NotBefore = letter.NotBefore,
            Attempts = letter.Attempts,
            FirstFailedAt = letter.FirstFailedAt,
            LastFailedAt = letter.LastFailedAt,
            Message = Redaction.Mask(letter.Message),
        },
        QueuedLetter.Raw { Owner: not null } => new() { MessageId = message.Id, Form = LetterForm.LambdaRecord },
        QueuedLetter.Raw => new() { MessageId = message.Id, Form = LetterForm.RawEvent },
        _ => new() { MessageId = message.Id, Form = LetterForm.Unreadable },
    };
}
