using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Aws;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Letters;

/// <summary>One line of an export: a message as it lay in the queue.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExportedLetter
{
    public string? MessageId { get; init; }

    public string? TargetArn { get; init; }

    public required string Body { get; init; }

    /// <param name="file">For the message of an error.</param>
    /// <param name="number">From 1.</param>
    /// <param name="line">The text.</param>
    /// <exception cref="UsageException">It is no line of an export.</exception>
    public static ExportedLetter Read(ExportFile file, int number, string line)
    {
        try
        {
            var letter = Json.Read<ExportedLetter>(line) is { Body.Length: > 0 } read ? read : throw new JsonException();
            return SqsDeadLetterQueue.SizeOf(letter.Body, letter.TargetArn) is var size && size <= DeadLetterStore.LargestMessage
                ? letter
                : throw new UsageException($"{file}, line {number} takes {size} bytes, and SQS takes {DeadLetterStore.LargestMessage} a message. Nothing was imported.");
        }
        catch (JsonException)
        {
            throw new UsageException($"{file}, line {number} is no exported letter: {{\"messageId\": \"…\", \"body\": \"…\"}} on one line. Nothing was imported.");
        }
    }

    /// <returns>What a person calls it.</returns>
    /// <exception cref="UsageException">Nothing of ours could read it in the queue.</exception>
    public string IdOf(ExportFile file, int number, bool takesUnreadable, TimeProvider time)
    {
        var message = new QueuedMessage(MessageId ?? "", Receipt: "", Body, TargetArn);
        var queued = LetterReader.Read(message);
        return queued is not null || takesUnreadable
            ? ListedLetter.Of(message, queued, time.GetUtcNow()).Id()
            : throw new UsageException($"{file}, line {number} holds no letter and no event, and would be Unreadable in the queue. Remove the line, or give --unreadable to send it all the same. Nothing was imported.");
    }
}
