using System.Globalization;
using CrmEnrichment.Local.Mail.Messages;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>Answers UID FETCH for one message.</summary>
internal static class FetchItems
{
    /// <param name="items">As they were asked for.</param>
    /// <exception cref="InvalidDataException">An item is not known.</exception>
    public static void Write(ImapAnswer answer, int number, StoredMessage message, IReadOnlyList<ImapToken> items, bool isReadOnly)
    {
        answer.Text($"* {number} FETCH (UID {message.Uid}");
        foreach (var item in items.Where(item => !item.Is("(") && !item.Is(")") && !item.Is("UID")))
        {
            answer.Text(" ");
            Write(answer, message, item.Text, isReadOnly);
        }

        answer.Line(")");
    }

    private static void Write(ImapAnswer answer, StoredMessage message, string item, bool isReadOnly)
    {
        switch (item.ToUpperInvariant())
        {
            case "FLAGS":
                answer.Text(message.IsSeen ? @"FLAGS (\Seen)" : "FLAGS ()");
                break;
            case "INTERNALDATE":
                answer.Text(string.Create(CultureInfo.InvariantCulture, $"INTERNALDATE \"{message.ArrivedAt.UtcDateTime,20:d-MMM-yyyy HH:mm:ss} +0000\""));
                break;
            case "RFC822.SIZE":
                answer.Text($"RFC822.SIZE {message.Bytes.Length}");
                break;
            case "ENVELOPE":
                answer.Text($"ENVELOPE {Envelope.Of(message.Root.Fields)}");
                break;
            case "BODYSTRUCTURE":
                answer.Text($"BODYSTRUCTURE {BodyStructure.Of(message.Root)}");
                break;
            case var body when body.StartsWith("BODY[", StringComparison.Ordinal) || body.StartsWith("BODY.PEEK[", StringComparison.Ordinal):
                WriteSection(answer, message, item);
                message.IsSeen |= !isReadOnly && body.StartsWith("BODY[", StringComparison.Ordinal);
                break;
            default:
                throw new InvalidDataException("An item is not known.");
        }
    }

    /// <summary>Such as <c>BODY.PEEK[1.2]&lt;0.1000&gt;</c>: from the first byte on, at most so many.</summary>
    private static void WriteSection(ImapAnswer answer, StoredMessage message, string item)
    {
        var (begin, end) = (item.IndexOf('[', StringComparison.Ordinal), item.IndexOf(']', StringComparison.Ordinal));
        if (end < 0)
        {
            throw new InvalidDataException("A bracket is not closed.");
        }

        var section = item[(begin + 1)..end];
        var bytes = MessageSection.Of(message.Bytes, message.Root, section);
        var origin = "";
        if (item[(end + 1)..] is ['<', .. var range, '>'])
        {
            if (range.Split('.') is not [var first, var most] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new InvalidDataException("A range of bytes is not understood.");
            }

            origin = $"<{from}>";
            bytes = bytes[Math.Min(from, bytes.Length)..];
            bytes = bytes[..Math.Min(count, bytes.Length)];
        }

        answer.Text($"BODY[{section.ToUpperInvariant()}]{origin} {{{bytes.Length}}}\r\n");
        answer.Raw(bytes);
    }
}
