using System.Text;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Sessions;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Authentication;

/// <summary>Proves who we are, by the method that the server asks for.</summary>
/// <param name="publicKeyAllowed">Whether the password may go to whoever sends a public key.</param>
internal sealed class Login(PacketStream packets, ConnectionSettings settings, bool secure, bool publicKeyAllowed)
{
    private const byte SwitchHeader = 0xFE;
    private const byte MoreHeader = 0x01;

    /// <exception cref="MySqlException">The server refuses us, or asks for what we do not do.</exception>
    public async Task RunAsync(InitialHandshake greeting, Capabilities agreed, CancellationToken ct)
    {
        // The method that the server prefers; for an account that has another, it asks to switch.
        var (method, nonce) = (greeting.AuthenticationMethod, greeting.Nonce);
        await packets.WriteAsync(HandshakeResponse.Whole(agreed, settings.User, Proof(method, nonce), settings.Database, method).Packet, ct);
        while (true)
        {
            var answer = (await packets.ReadAsync(ct)).ToArray();
            switch (answer)
            {
                case [OkPacket.Header, ..]:
                    return;
                case [ErrorPacket.Header, ..]:
                    throw ErrorPacket.Read(answer);
                case [SwitchHeader, ..]:
                    (method, nonce) = ReadSwitch(answer);
                    await packets.WriteAsync(Proof(method, nonce), ct);
                    break;
                case [MoreHeader, CachingSha2Password.FastPathDone]:
                    break;
                case [MoreHeader, CachingSha2Password.PasswordWanted] when method is CachingSha2Password.Name:
                    await SendPasswordAsync(nonce, ct);
                    break;
                default:
                    throw PacketReader.Malformed("is no answer to a proof of who we are");
            }
        }
    }

    private byte[] Proof(string method, byte[] nonce) => method switch
    {
        NativePassword.Name => NativePassword.Proof(settings.Password, nonce),
        CachingSha2Password.Name => CachingSha2Password.Proof(settings.Password, nonce),
        _ => throw new NotSupportedException($"Authentication method '{method}' is not supported."),
    };

    private static (string Method, byte[] Nonce) ReadSwitch(ReadOnlySpan<byte> packet)
    {
        var reader = new PacketReader(packet);
        reader.Skip(1);
        var method = Encoding.ASCII.GetString(reader.NullTerminated());

        // The zero at its end is no part of the nonce.
        var nonce = reader.Rest();
        return (method, (nonce is [.., 0] ? nonce[..^1] : nonce).ToArray());
    }

    private async Task SendPasswordAsync(byte[] nonce, CancellationToken ct)
    {
        if (secure || settings.Password.Length == 0)
        {
            await packets.WriteAsync(CachingSha2Password.Clear(settings.Password), ct);
            return;
        }

        if (!publicKeyAllowed)
        {
            throw new MySqlException(
                MySqlErrorCode.UnableToConnectToHost,
                $"Authentication method '{CachingSha2Password.Name}' failed. Either use a secure connection, or set AllowPublicKeyRetrieval=True.");
        }

        await packets.WriteAsync(new[] { CachingSha2Password.PublicKeyRequest }, ct);
        var key = await packets.ReadAsync(ct);
        if (key.Span is not [MoreHeader, ..])
        {
            throw key.Span is [ErrorPacket.Header, ..] ? ErrorPacket.Read(key.Span) : PacketReader.Malformed("is no public key");
        }

        await packets.WriteAsync(CachingSha2Password.Encrypt(settings.Password, nonce, key.Span[1..]), ct);
    }
}
