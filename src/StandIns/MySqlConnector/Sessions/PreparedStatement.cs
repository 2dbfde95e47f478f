using CrmEnrichment.StandIns.MySql.Protocol;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>A statement that the server keeps for a session.</summary>
/// <param name="Id">The server's number for it.</param>
/// <param name="Parameters">What belongs to each question mark in turn: a name with its sign.</param>
internal sealed record PreparedStatement(uint Id, IReadOnlyList<string> Parameters)
{
    public static (uint Id, int Columns, int Parameters) ReadAnswer(ReadOnlySpan<byte> packet)
    {
        var reader = new PacketReader(packet);
        if (reader.Byte() is not OkPacket.Header)
        {
            throw PacketReader.Malformed("is no answer to a statement to prepare");
        }

        return (reader.UInt32(), reader.UInt16(), reader.UInt16());
    }
}
