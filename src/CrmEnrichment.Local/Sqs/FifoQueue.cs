using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Sqs;

/// <summary>What a FIFO queue asks of a message, and its memory of what was sent within the last five minutes. Its queue's lock guards it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html</remarks>
internal sealed partial class FifoQueue(bool contentBased)
{
    public const string Suffix = ".fifo";

    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, SentMessage> _sent = new(StringComparer.Ordinal);
    private readonly Queue<(string DeduplicationId, DateTimeOffset Until)> _byAge = new();
    private Int128 _sequence = Int128.Parse("18870000000000000000", CultureInfo.InvariantCulture);

    /// <returns>The message with the ids that it needs, its own or derived.</returns>
    public NewMessage Check(NewMessage message)
    {
        if (message.Group is not { } group)
        {
            throw SqsErrors.Missing("MessageGroupId");
        }

        CheckId("MessageGroupId", group);
        if (message.Delay is { } delay && delay != TimeSpan.Zero)
        {
            throw SqsErrors.NotForThisType("DelaySeconds", delay.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        var id = message.DeduplicationId ?? (contentBased
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Body)))
            : throw SqsErrors.Invalid("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));
        CheckId("MessageDeduplicationId", id);
        return message with { DeduplicationId = id };
    }

    /// <summary>What the first sender of this deduplication id was told; null for a new one. It holds although the message may have been deleted since.</summary>
    public SentMessage? FindSent(string deduplicationId, DateTimeOffset now)
    {
        while (_byAge.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _byAge.Dequeue();
            _sent.Remove(oldest.DeduplicationId);
        }

        return _sent.GetValueOrDefault(deduplicationId);
    }

    public SentMessage Remember(string deduplicationId, string messageId, DateTimeOffset now)
    {
        _byAge.Enqueue((deduplicationId, now + s_remembered));
        return _sent[deduplicationId] = new(messageId, (_sequence++).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A standard queue takes a group, for fair queues, and keeps no order in it.</summary>
    public static void CheckStandard(NewMessage message)
    {
        if (message.DeduplicationId is { } id)
        {
            throw SqsErrors.NotForThisType("MessageDeduplicationId", id);
        }

        if (message.Group is { } group)
        {
            CheckId("MessageGroupId", group);
        }
    }

    private static void CheckId(string parameter, string id)
    {
        if (!ValidId.IsMatch(id))
        {
            throw SqsErrors.Invalid($"Value {id} for parameter {parameter} is invalid. Reason: {parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    [GeneratedRegex(@"^[!-~]{1,128}\z", RegexOptions.None, 10_000)]
    private static partial Regex ValidId { get; }
}
