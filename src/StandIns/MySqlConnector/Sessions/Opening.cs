using System.Net;
using CrmEnrichment.StandIns.MySql.Authentication;
using CrmEnrichment.StandIns.MySql.Protocol;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>The first part of a connection: the greeting, TLS, and who we are.</summary>
internal static class Opening
{
    public static async Task<(InitialHandshake Greeting, Capabilities Agreed)> RunAsync(PacketStream packets, ConnectionSettings settings, EndPoint? server, CancellationToken ct)
    {
        var greeting = InitialHandshake.Read((await packets.ReadAsync(ct)).Span);
        var secure = settings.SslMode is not MySqlSslMode.None && greeting.Capabilities.HasFlag(Capabilities.Ssl);
        if (!secure && settings.SslMode > MySqlSslMode.Preferred)
        {
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "Server does not support SSL");
        }

        var agreed = HandshakeResponse.Agreed(greeting.Capabilities, secure, settings.Database);
        if (secure)
        {
            await packets.WriteAsync(HandshakeResponse.SslRequest(agreed).Packet, ct);
            packets.Secure(await Tls.SecureAsync(packets.Inner, settings, ct));
        }

        var publicKeyAllowed = settings.AllowPublicKeyRetrieval || (server is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address));
        await new Login(packets, settings, secure, publicKeyAllowed).RunAsync(greeting, agreed, ct);
        return (greeting, agreed);
    }
}
