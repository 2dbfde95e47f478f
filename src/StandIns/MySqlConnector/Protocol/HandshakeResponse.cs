namespace CrmEnrichment.StandIns.MySql.Protocol;

/// <summary>The client's answer to the greeting.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html"/>.</remarks>
internal static class HandshakeResponse
{
    /// <summary>utf8mb4_general_ci: every server that knows utf8mb4 knows this one, MariaDB not those of MySQL 8.</summary>
    private const byte Utf8Mb4 = 45;

    /// <summary>What both sides can do.</summary>
    public static Capabilities Agreed(Capabilities server, bool secure, string database) =>
        (Capabilities.Ours & server & (database.Length > 0 ? ~Capabilities.None : ~Capabilities.ConnectWithDb)) | (secure ? Capabilities.Ssl : Capabilities.None);

    /// <summary>The first part alone asks for TLS.</summary>
    public static PacketWriter SslRequest(Capabilities agreed) => new PacketWriter()
        .UInt32((uint)agreed)
        .UInt32(0x4000_0000) // the longest packet, 1 GiB: what servers allow at most
        .Byte(Utf8Mb4)
        .Zeros(23);

    public static PacketWriter Whole(Capabilities agreed, string user, ReadOnlySpan<byte> proof, string database, string method)
    {
        var packet = SslRequest(agreed).NullTerminated(user);
        packet = agreed.HasFlag(Capabilities.PluginAuthLengthEncodedData) ? packet.LengthEncodedBytes(proof) : packet.Byte((byte)proof.Length).Bytes(proof);
        packet = agreed.HasFlag(Capabilities.ConnectWithDb) ? packet.NullTerminated(database) : packet;
        return agreed.HasFlag(Capabilities.PluginAuth) ? packet.NullTerminated(method) : packet;
    }
}
