using MimeKit;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>A message, or a part of it, where it lies in the message's bytes.</summary>
internal sealed class MessagePart
{
    /// <summary>A message may be made of parts in parts without end; deeper ones are text.</summary>
    private const int Deepest = 50;

    private readonly List<MessagePart> _parts = [];
    private HeaderFields? _fields;

    private MessagePart()
    {
    }

    /// <summary>With the empty line behind it.</summary>
    public ReadOnlyMemory<byte> Header { get; private set; }

    /// <summary>As it was sent, still encoded.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public HeaderFields Fields => _fields ??= new(Header.Span);

    public bool IsMultipart { get; private set; }

    /// <summary>The message in this part, if it holds one.</summary>
    public MessagePart? Message => _parts is [var message] && string.Equals(MediaType.Type, "message", StringComparison.OrdinalIgnoreCase) ? message : null;

    /// <summary>The parts of a multipart.</summary>
    public IReadOnlyList<MessagePart> Parts => IsMultipart ? _parts : [];

    /// <summary>Its media type; where it says none, the one that its place gives it.</summary>
    public (string Type, string Subtype) MediaType { get; private set; }

    public static MessagePart Read(ReadOnlyMemory<byte> message)
    {
        // MimeKit says where each part begins and ends. What it makes of the headers is not used: a server passes on what was sent.
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        var parser = new MimeParser(new ParserOptions { MaxMimeDepth = Deepest }, stream, MimeFormat.Entity);
        var open = new Stack<MessagePart>();
        MessagePart? root = null;
        parser.MimeEntityBegin += (_, _) => open.Push(new());
        parser.MimeEntityEnd += (_, end) =>
        {
            var part = open.Pop();
            part.Header = message[(int)end.BeginOffset..(int)end.HeadersEndOffset];
            part.Body = message[(int)end.HeadersEndOffset..(int)end.EndOffset];
            part.IsMultipart = end.Entity is Multipart;
            part.MediaType = (end.Entity.ContentType.MediaType, end.Entity.ContentType.MediaSubtype);
            if (open.TryPeek(out var parent))
            {
                parent._parts.Add(part);
            }
            else
            {
                root = part;
            }
        };
        using (parser.ParseEntity())
        {
            return root ?? throw new InvalidOperationException("The parser has found no message.");
        }
    }
}
