using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;

namespace CrmEnrichment.Tests.Cli;

/// <summary>Letters as the boundary writes them, each of an event of its own.</summary>
internal static class Envelopes
{
    public static DateTimeOffset FailedAt { get; } = new(2026, 8, 20, 14, 5, 0, TimeSpan.Zero);

    public static string Send(
        Contact contact, FailureReason reason = FailureReason.CrmUnavailable, int attempts = 1, DateTimeOffset? failedAt = null, DateTimeOffset? notBefore = null)
    {
        var letter = Write(reason, attempts, failedAt, notBefore);
        return Send(contact, letter);
    }

    public static string Send(Contact contact, DeadLetter letter)
    {
        contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter));
        return letter.LetterId;
    }

    public static DeadLetter Write(
        FailureReason reason = FailureReason.CrmUnavailable, int attempts = 1, DateTimeOffset? failedAt = null, DateTimeOffset? notBefore = null)
    {
        var conversation = Guid.NewGuid().ToString();
        var @event = JsonElement.Parse(SampleEvents.Text("01-").Replace("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", conversation, StringComparison.Ordinal));
        return new DeadLetter
        {
            LetterId = Guid.CreateVersion7().ToString(),
            Handler = "EnrichInteraction",
            EventKey = $"{conversation}/customer.start",
            Reason = reason,
            Retryable = new Failure(reason, "").IsRetryable,
            NotBefore = notBefore,
            Attempts = attempts,
            FirstFailedAt = failedAt ?? FailedAt,
            LastFailedAt = failedAt ?? FailedAt,
            Message = "crm: GET was answered with 503.",
            Upstream = "crm",
            Function = new("EnrichInteraction", "7"),
            Event = @event,
        };
    }
}
