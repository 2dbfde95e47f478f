using System.Text.Json.Serialization;

namespace CrmEnrichment.DeadLetters;

/// <summary>Which letters: all conditions that are set hold at once. A member that is none is refused, like a misspelt limit.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LetterFilter
{
    public IReadOnlyList<FailureReason>? Reasons { get; init; }

    /// <summary>The use case that failed.</summary>
    public string? Handler { get; init; }

    /// <summary>A part of the event's key or correlation id, such as the id of the interaction.</summary>
    public string? Interaction { get; init; }

    /// <summary>The system that failed, by its configured name; a letter that names several has each.</summary>
    public string? Upstream { get; init; }

    /// <summary>A part of the message, in any capitals.</summary>
    public string? Message { get; init; }

    public IReadOnlyList<string>? LetterIds { get; init; }

    /// <summary>The last failure was at this time or later.</summary>
    public DateTimeOffset? FailedAfter { get; init; }

    /// <summary>The last failure was before this time.</summary>
    public DateTimeOffset? FailedBefore { get; init; }

    public LetterStanding? Standing { get; init; }

    /// <summary>True: those that do not heal by themselves; false: those that do.</summary>
    public bool? NeedsAPerson { get; init; }

    public int? MinimumAttempts { get; init; }

    public int? MaximumAttempts { get; init; }

    /// <summary>Nothing is set, so that every message is meant, whatever its form.</summary>
    [JsonIgnore]
    public bool IsEmpty => this is
    {
        Reasons: null or { Count: 0 }, Handler: null, Interaction: null, Upstream: null, Message: null, LetterIds: null or { Count: 0 },
        FailedAfter: null, FailedBefore: null, Standing: null, NeedsAPerson: null, MinimumAttempts: null, MaximumAttempts: null,
    };

    public bool Matches(DeadLetter letter, DateTimeOffset now) =>
        (Reasons is not { Count: > 0 } || Reasons.Contains(letter.Reason))
        && (Handler is null || string.Equals(letter.Handler, Handler, StringComparison.Ordinal))
        && (Interaction is null || IsAbout(letter, Interaction))
        && (Upstream is null || letter.Upstream?.Split(", ").Contains(Upstream, StringComparer.OrdinalIgnoreCase) is true)
        && (Message is null || letter.Message.Contains(Message, StringComparison.OrdinalIgnoreCase))
        && (LetterIds is not { Count: > 0 } || LetterIds.Contains(letter.LetterId, StringComparer.OrdinalIgnoreCase))
        && (FailedAfter is null || letter.LastFailedAt >= FailedAfter)
        && (FailedBefore is null || letter.LastFailedAt < FailedBefore)
        && (Standing is null || letter.StandingAt(now) == Standing)
        && (NeedsAPerson is null || letter.NeedsAPersonAt(now) == NeedsAPerson)
        && (MinimumAttempts is null || letter.Attempts >= MinimumAttempts)
        && (MaximumAttempts is null || letter.Attempts <= MaximumAttempts);

    /// <summary>Work that one function left for another has no key: what it is about is its correlation id.</summary>
    private static bool IsAbout(DeadLetter letter, string interaction) =>
        letter.EventKey?.Contains(interaction, StringComparison.OrdinalIgnoreCase) is true || letter.CorrelationId?.Contains(interaction, StringComparison.OrdinalIgnoreCase) is true;
}
