using System.Buffers.Binary;
using System.Text;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>Reads one packet from front to back.</summary>
/// <remarks>
/// The basic types: <see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_data_types.html"/>. A packet that ends
/// before what it announces is a <see cref="MySqlException"/> and never reads beyond itself.
/// </remarks>
internal ref struct PacketReader(ReadOnlySpan<byte> packet)
{
    private ReadOnlySpan<byte> _rest = packet;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt24() => Byte() | ((uint)UInt16() << 8);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ulong LengthEncodedInteger() => Byte() switch
    {
        < 0xFB and var small => small,
        0xFC => UInt16(),
        0xFD => UInt24(),
        0xFE => UInt64(),

        // NULL in a row of text, and the mark of an error.
        _ => throw Malformed("has no number where one belongs"),
    };

    public ReadOnlySpan<byte> LengthEncodedBytes() => LengthEncodedInteger() is var length && length <= (ulong)_rest.Length
        ? Take((int)length)
        : throw Malformed("ends too early");

    public string LengthEncodedText() => Encoding.UTF8.GetString(LengthEncodedBytes());

    /// <summary>Up to the zero byte, or to the end: some servers leave the last one out.</summary>
    public ReadOnlySpan<byte> NullTerminated()
    {
        var end = _rest.IndexOf((byte)0);
        if (end < 0)
        {
            return Rest();
        }

        var text = Take(end);
        Skip(1);
        return text;
    }

    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Malformed("ends too early");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public void Skip(int length) => Take(length);

    /// <returns>The exception to throw.</returns>
    public static MySqlException Malformed(string how) => new($"The server sent a packet that {how}.");
}
