using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Cli.Letters;

/// <summary>The small facts of a message; nothing of its event.</summary>
public sealed record ListedLetter
{
    public required string MessageId { get; init; }

    public required LetterForm Form { get; init; }

    public string? LetterId { get; init; }

    public string? Handler { get; init; }

    public string? EventKey { get; init; }

    public FailureReason? Reason { get; init; }

    /// <summary>Who failed.</summary>
    public string? Upstream { get; init; }

    /// <summary>Where the event came from; null where the letter does not show its event.</summary>
    public string? Source { get; init; }

    public LetterStanding? Standing { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Nothing but a person will take care of it; otherwise it heals by itself.</summary>
    public bool NeedsAPerson { get; init; } = true;

    /// <summary>The schedule's next try is not before this; null where there is none.</summary>
    public DateTimeOffset? HealsFrom { get; init; }

    /// <summary>From then on it needs a person; null where it does already.</summary>
    public DateTimeOffset? HealsUntil { get; init; }

    public int? Attempts { get; init; }

    public DateTimeOffset? FirstFailedAt { get; init; }

    public DateTimeOffset? LastFailedAt { get; init; }

    public string? Message { get; init; }

    /// <summary>What a person and the audit record call it.</summary>
    public string Id() => LetterId ?? MessageId;

    public bool IsCalled(string id) =>
        string.Equals(id, LetterId, StringComparison.OrdinalIgnoreCase) || string.Equals(id, MessageId, StringComparison.OrdinalIgnoreCase);

    public bool Begins(string id) =>
        LetterId?.StartsWith(id, StringComparison.OrdinalIgnoreCase) is true || MessageId.StartsWith(id, StringComparison.OrdinalIgnoreCase);

    /// <param name="time">When the schedule tries it; null where it does not.</param>
    internal ListedLetter Healing(HealingTime? time) => this with { NeedsAPerson = time is null, HealsFrom = time?.From, HealsUntil = time?.Until };

    internal static ListedLetter Of(QueuedMessage message, QueuedLetter? queued, DateTimeOffset now) => queued switch
    {
        QueuedLetter.Enveloped { Letter: var letter } => new()
        {
            MessageId = message.Id,
            Form = LetterForm.Envelope,
            LetterId = letter.LetterId,
            Handler = letter.Handler,
            EventKey = letter.EventKey,
            Reason = letter.Reason,
            Upstream = letter.Upstream,
            Source = SourceOf(letter.Event),
            Standing = letter.StandingAt(now),
            NotBefore = letter.NotBefore,
            Attempts = letter.Attempts,
            FirstFailedAt = letter.FirstFailedAt,
            LastFailedAt = letter.LastFailedAt,
            Message = Redaction.Mask(letter.Message),
        },
        QueuedLetter.Raw raw => new()
        {
            MessageId = message.Id,
            Form = raw.Owner is null ? LetterForm.RawEvent : LetterForm.LambdaRecord,
            Source = SourceOf(raw.Payload),
        },
        _ => new() { MessageId = message.Id, Form = LetterForm.Unreadable },
    };

    private static string? SourceOf(JsonElement? received) =>
        received is { ValueKind: JsonValueKind.Object } && received.Value.TryMember("source", out var source) && source.TryText(out var text) ? Redaction.Mask(text) : null;
}
