using System.Buffers;
using System.Text;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>What a command is answered with, collected, so that a fault can spoil it as a whole.</summary>
internal sealed class ImapAnswer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _isHalf;

    public ReadOnlyMemory<byte> Bytes => _isHalf ? _bytes.WrittenMemory[..(_bytes.WrittenCount / 2)] : _bytes.WrittenMemory;

    /// <summary>Whether the connection ends behind it.</summary>
    public bool IsLast { get; set; }

    /// <summary>As HTTP would have it, for the record: 200 for OK, 401 and 403 for NO, 400 for BAD.</summary>
    public int Status { get; private set; } = 200;

    public void Clear() => _bytes.Clear();

    /// <summary>The second half is left out, and the connection ends.</summary>
    public void Halve()
    {
        _isHalf = true;
        IsLast = true;
    }

    public void Line(string text) => Text($"{text}\r\n");

    public void Text(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));

    public void Raw(ReadOnlyMemory<byte> bytes) => _bytes.Write(bytes.Span);

    public void Untagged(string text) => Line($"* {text}");

    public void Ok(ImapCommand command, string text) => Line($"{command.Tag} OK {text}");

    public void No(ImapCommand command, string text, int status = 403)
    {
        Line($"{command.Tag} NO {text}");
        Status = status;
    }

    public void Bad(ImapCommand command, string text)
    {
        Line($"{command.Tag} BAD {text}");
        Status = 400;
    }

    /// <summary>The server ends the connection.</summary>
    public void Bye(string text)
    {
        Untagged($"BYE {text}");
        IsLast = true;
    }
}
