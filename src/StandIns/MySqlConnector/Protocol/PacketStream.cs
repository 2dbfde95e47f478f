using System.Buffers.Binary;

namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>Packets over a stream of bytes: three bytes of length, one of sequence, the payload.</summary>
/// <remarks>
/// A payload of 16 MiB less one byte and more goes in several packets, the last of them shorter, maybe empty:
/// <see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html"/>.
/// </remarks>
internal sealed class PacketStream(Stream stream)
{
    private const int HeaderLength = 4;
    private const int LongestFrame = 0xFFFFFF;
    private const int UsualBuffer = 16 * 1024;

    private Stream _stream = stream;
    private byte[] _buffer = new byte[UsualBuffer];
    private int _start;
    private int _end;
    private byte _sequence;

    /// <summary>A new command, or the answer to another of several that went out at once, counts its packets anew.</summary>
    public void CountFrom(byte sequence)
    {
        _sequence = sequence;
        if (_start == _end && _buffer.Length > 1024 * 1024)
        {
            // One huge row is no reason to keep as much for as long as the connection lives.
            (_buffer, _start, _end) = (new byte[UsualBuffer], 0, 0);
        }
    }

    /// <summary>From here on over TLS; what was sent ahead in the clear is not believed.</summary>
    public void Secure(Stream tls) => (_stream, _start, _end) = (tls, 0, 0);

    public Stream Inner => _stream;

    /// <summary>The next payload, if it is here already and in one piece; it is valid until the next one is asked for.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> payload)
    {
        if (Buffered >= HeaderLength && FrameLength is var length && length < LongestFrame && Buffered >= HeaderLength + length)
        {
            payload = TakeFrame(length);
            return true;
        }

        payload = default;
        return false;
    }

    /// <summary>The next payload, valid until the next one is asked for.</summary>
    /// <exception cref="EndOfStreamException">The server has closed the connection.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken ct)
    {
        var frame = await ReadFrameAsync(ct);
        if (frame.Length < LongestFrame)
        {
            return frame;
        }

        using var whole = new MemoryStream();
        while (true)
        {
            whole.Write(frame.Span);
            if (frame.Length < LongestFrame)
            {
                return whole.GetBuffer().AsMemory(0, (int)whole.Length);
            }

            frame = await ReadFrameAsync(ct);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        await _stream.WriteAsync(Framed(payload.Span), ct);
        await _stream.FlushAsync(ct);
    }

    /// <summary>Commands, all in one go; each counts its packets anew.</summary>
    public async ValueTask WriteAsync(PacketWriter[] commands, CancellationToken ct)
    {
        byte[] all = [];
        foreach (var command in commands)
        {
            CountFrom(0);
            var framed = Framed(command.Packet.Span);
            all = all.Length == 0 ? framed : [.. all, .. framed];
        }

        await _stream.WriteAsync(all, ct);
        await _stream.FlushAsync(ct);
        if (commands.Length > 1)
        {
            // Each of these is one packet, and so its answer begins with the next number.
            CountFrom(1);
        }
    }

    private byte[] Framed(ReadOnlySpan<byte> payload)
    {
        var frames = (payload.Length / LongestFrame) + 1;
        var framed = new byte[payload.Length + (frames * HeaderLength)];
        var at = framed.AsSpan();
        for (var frame = 0; frame < frames; frame++)
        {
            var length = Math.Min(payload.Length, LongestFrame);
            BinaryPrimitives.WriteInt32LittleEndian(at, length | (_sequence++ << 24));
            payload[..length].CopyTo(at[HeaderLength..]);
            payload = payload[length..];
            at = at[(HeaderLength + length)..];
        }

        return framed;
    }

    private int Buffered => _end - _start;

    private int FrameLength => BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start)) & LongestFrame;

    private async ValueTask<ReadOnlyMemory<byte>> ReadFrameAsync(CancellationToken ct)
    {
        await FillAsync(HeaderLength, ct);
        var length = FrameLength;
        await FillAsync(HeaderLength + length, ct);
        return TakeFrame(length);
    }

    private ReadOnlyMemory<byte> TakeFrame(int length)
    {
        if (_buffer[_start + 3] != _sequence)
        {
            throw PacketReader.Malformed("is out of order");
        }

        _sequence++;
        var frame = _buffer.AsMemory(_start + HeaderLength, length);
        _start += HeaderLength + length;
        return frame;
    }

    private async ValueTask FillAsync(int count, CancellationToken ct)
    {
        if (Buffered >= count)
        {
            return;
        }

        MakeRoomFor(count);
        while (Buffered < count)
        {
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), ct);
            _end += read > 0 ? read : throw new EndOfStreamException("The server has closed the connection.");
        }
    }

    private void MakeRoomFor(int count)
    {
        if (_buffer.Length - _start >= count)
        {
            return;
        }

        var roomy = count > _buffer.Length ? new byte[count] : _buffer;
        _buffer.AsSpan(_start, Buffered).CopyTo(roomy);
        (_buffer, _start, _end) = (roomy, 0, Buffered);
    }
}
