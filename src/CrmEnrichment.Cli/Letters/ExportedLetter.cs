using System.Text.Json;
using System.Text.Json.Serialization;

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
    public static ExportedLetter Read(FileInfo file, int number, string line)
    {
        try
        {
            return Json.Read<ExportedLetter>(line) is { Body.Length: > 0 } letter ? letter : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new UsageException($"{file}, line {number} is no exported letter: {{\"messageId\": \"…\", \"body\": \"…\"}} on one line. Nothing was imported.");
        }
    }
}
