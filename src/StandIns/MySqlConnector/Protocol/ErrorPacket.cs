using System.Text;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The server's refusal.</summary>
internal static class ErrorPacket
{
    public const byte Header = 0xFF;

    public static MySqlException Read(ReadOnlySpan<byte> packet)
    {
        var reader = new PacketReader(packet);
        reader.Skip(1);
        var number = reader.UInt16();
        var rest = reader.Rest();

        // Before the handshake (too many connections) the state may be left out.
        var state = "HY000";
        if (rest is [(byte)'#', _, _, _, _, _, ..])
        {
            state = Encoding.ASCII.GetString(rest[1..6]);
            rest = rest[6..];
        }

        return new((MySqlErrorCode)number, state, Encoding.UTF8.GetString(rest));
    }
}
