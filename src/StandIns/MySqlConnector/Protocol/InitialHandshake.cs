using System.Text;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The server's greeting, version 10.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html"/>.</remarks>
internal sealed record InitialHandshake(string ServerVersion, uint ThreadId, byte[] Nonce, Capabilities Capabilities, string AuthenticationMethod)
{
    /// <summary>What a password is proved against: 20 bytes, of which the first eight come apart from the rest.</summary>
    private const int NonceStart = 8;

    public static InitialHandshake Read(ReadOnlySpan<byte> packet)
    {
        if (packet is [ErrorPacket.Header, ..])
        {
            throw ErrorPacket.Read(packet);
        }

        var reader = new PacketReader(packet);
        if (reader.Byte() is var version and not 10)
        {
            throw new MySqlException(MySqlErrorCode.HandshakeError, $"The server greets in version {version} of the protocol; only 10 is understood.");
        }

        var serverVersion = Encoding.ASCII.GetString(reader.NullTerminated());
        var threadId = reader.UInt32();
        var nonce = reader.Take(NonceStart).ToArray();
        reader.Skip(1);
        uint capabilities = reader.UInt16();
        reader.Skip(3); // collation, status
        capabilities |= (uint)reader.UInt16() << 16;
        var nonceLength = reader.Byte();
        reader.Skip(10);

        // At least 13 bytes are sent, the last of them a zero that is no part of it.
        nonce = [.. nonce, .. reader.Take(Math.Max(13, nonceLength - NonceStart))[..^1]];
        var known = (Capabilities)capabilities;
        var method = known.HasFlag(Capabilities.PluginAuth) ? Encoding.ASCII.GetString(reader.NullTerminated()) : Authentication.NativePassword.Name;
        return new(serverVersion, threadId, nonce, known, method);
    }
}
