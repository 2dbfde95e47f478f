using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.DeadLetters;

/// <summary>The envelope around an event that failed; documented in docs/dead-letters.md.</summary>
public sealed record DeadLetter
{
    public const string FormatName = "crm-enrichment/dead-letter";
    public const int CurrentVersion = 1;

    [JsonPropertyOrder(-2)]
    public string Format { get; init; } = FormatName;

    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Stays the same over all attempts.</summary>
    public required string LetterId { get; init; }

    /// <summary>The use case that replays it.</summary>
    public required string Handler { get; init; }

    /// <summary>The event's key; null for an event that could not be read.</summary>
    public string? EventKey { get; init; }

    public required FailureReason Reason { get; init; }

    public required bool Retryable { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many times the event has failed, the first included.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset FirstFailedAt { get; init; }

    public required DateTimeOffset LastFailedAt { get; init; }

    /// <summary>How many of the attempts the schedule made: they bring no letter nearer to being parked.</summary>
    public int? HealingAttempts { get; init; }

    /// <summary>The schedule's next try is not before this.</summary>
    public DateTimeOffset? HealsFrom { get; init; }

    /// <summary>Until then the schedule tries the letter; from then on, and where it is not set, the letter needs a person.</summary>
    public DateTimeOffset? HealsUntil { get; init; }

    /// <summary>What went wrong and the fix; no personal data.</summary>
    public required string Message { get; init; }

    /// <summary>Who failed, by its configured name, several listed; null where it was nobody but us.</summary>
    public string? Upstream { get; init; }

    public string? CorrelationId { get; init; }

    public required FunctionIdentity Function { get; init; }

    /// <summary>The event as it came; a JSON string where it was no JSON. Absent when it is packed or stored in parts.</summary>
    [JsonConverter(typeof(VerbatimJson))]
    public JsonElement? Event { get; init; }

    /// <summary>The event's text, gzip and base64, where the letter would otherwise not fit a message.</summary>
    public string? EventGzip { get; init; }

    /// <summary>How many parts of the packed event lie in the state store, where even that would not fit.</summary>
    public int? EventParts { get; init; }

    /// <summary>What came first, gzip and base64, where a person has changed the event since.</summary>
    public string? OriginalEventGzip { get; init; }

    public LetterStanding StandingAt(DateTimeOffset now) =>
        !Retryable ? LetterStanding.Permanent
        : NotBefore > now ? LetterStanding.NotYet
        : LetterStanding.RetryableNow;

    public bool NeedsAPersonAt(DateTimeOffset now) => !Retryable || !(HealsUntil > now);

    [JsonIgnore]
    public Failure Failure => new(Reason, Message, NotBefore) { Upstream = Upstream };
}

/// <summary>The Lambda function that was at work.</summary>
public sealed record FunctionIdentity(string Name, string Version);
