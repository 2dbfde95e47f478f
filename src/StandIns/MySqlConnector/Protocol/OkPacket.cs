namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The end of a command that went well.</summary>
internal sealed record OkPacket(ulong AffectedRows, ServerStatus Status)
{
    public const byte Header = 0x00;

    /// <summary>The header of the packet that ends columns or rows, be it an old EOF packet or an OK packet in its place.</summary>
    public const byte EndHeader = 0xFE;

    /// <summary>Whether the packet ends columns or rows; a row of text that is longer begins with the same byte.</summary>
    public static bool IsEnd(ReadOnlySpan<byte> packet) => packet is [EndHeader, ..] && packet.Length < 0xFFFFFF;

    public static OkPacket Read(ReadOnlySpan<byte> packet)
    {
        var reader = new PacketReader(packet);
        if (reader.Byte() is not (Header or EndHeader))
        {
            throw PacketReader.Malformed("is no OK where one belongs");
        }

        var affectedRows = reader.LengthEncodedInteger();
        reader.LengthEncodedInteger(); // the last inserted id
        return new(affectedRows, (ServerStatus)reader.UInt16());
    }

    /// <summary>Reads the end of rows: an OK packet where both sides have agreed on it, else an EOF packet.</summary>
    public static OkPacket ReadEnd(ReadOnlySpan<byte> packet, bool deprecateEof)
    {
        if (deprecateEof)
        {
            return Read(packet);
        }

        var reader = new PacketReader(packet);
        reader.Skip(3); // header, warnings
        return new(0, (ServerStatus)reader.UInt16());
    }
}
