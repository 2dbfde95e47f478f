using System.Globalization;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>What stands in the brackets of <c>BODY[…]</c>: the whole message, its header or text, or a part of it by its number.</summary>
internal static class MessageSection
{
    /// <returns>Nothing where the message has no such section, as dovecot answers.</returns>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> message, MessagePart root, string section)
    {
        switch (section.ToUpperInvariant())
        {
            case "":
                return message;
            case "HEADER":
                return root.Header;
            case "TEXT":
                return root.Body;
        }

        var names = section.Split('.');
        var depth = names.TakeWhile(name => name is [>= '0' and <= '9', ..]).Count();
        MessagePart? part = null;
        var (within, isMessage) = (root, true);
        foreach (var name in names.Take(depth))
        {
            part = Part(within, isMessage, name);
            if (part is null)
            {
                return default;
            }

            // The parts of a message in a part are counted on.
            (within, isMessage) = (part.Message ?? part, part.Message is not null);
        }

        return string.Join('.', names.Skip(depth)).ToUpperInvariant() switch
        {
            "" => part?.Body ?? default,
            "MIME" => part?.Header ?? default,
            "HEADER" => part?.Message?.Header ?? default,
            "TEXT" => part?.Message?.Body ?? default,
            _ => default,
        };
    }

    /// <summary>A message that is no multipart is its own part 1.</summary>
    private static MessagePart? Part(MessagePart of, bool isMessage, string number) => !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? null
        : of.IsMultipart ? of.Parts.ElementAtOrDefault(n - 1)
        : isMessage && n == 1 ? of : null;
}
