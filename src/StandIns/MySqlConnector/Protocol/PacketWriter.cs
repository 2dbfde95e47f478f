using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>Puts one packet together.</summary>
internal sealed class PacketWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlyMemory<byte> Packet => _buffer.WrittenMemory;

    public PacketWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public PacketWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
        return this;
    }

    public PacketWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public PacketWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public PacketWriter Bytes(ReadOnlySpan<byte> value)
    {
        _buffer.Write(value);
        return this;
    }

    public PacketWriter Zeros(int count)
    {
        _buffer.GetSpan(count)[..count].Clear();
        _buffer.Advance(count);
        return this;
    }

    public PacketWriter Text(string value)
    {
        Encoding.UTF8.GetBytes(value, _buffer);
        return this;
    }

    public PacketWriter NullTerminated(string value) => Text(value).Byte(0);

    public PacketWriter LengthEncodedInteger(ulong value) => value switch
    {
        < 0xFB => Byte((byte)value),
        <= 0xFFFF => Byte(0xFC).UInt16((ushort)value),
        <= 0xFFFFFF => Byte(0xFD).UInt16((ushort)value).Byte((byte)(value >> 16)),
        _ => Byte(0xFE).UInt64(value),
    };

    public PacketWriter LengthEncodedBytes(ReadOnlySpan<byte> value) => LengthEncodedInteger((ulong)value.Length).Bytes(value);

    public PacketWriter LengthEncodedText(string value) => LengthEncodedInteger((ulong)Encoding.UTF8.GetByteCount(value)).Text(value);
}
