using System.Net.Security;
using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Tests.MySql;

/// <summary>One client of a <see cref="FakeMySqlServer"/>.</summary>
internal sealed class FakeMySqlConversation(FakeMySqlServer server, Stream stream)
{
    private const uint Capabilities = 0x0000_0001 | 0x0000_0002 | 0x0000_0008 | 0x0000_0200 | 0x0000_2000 | 0x0000_8000 | 0x0002_0000 | 0x0004_0000 | 0x0008_0000 | 0x0020_0000;
    private const uint Ssl = 0x0800;
    private const uint DeprecateEof = 0x0100_0000;

    // No zero in it, since one ends it.
    private readonly byte[] _nonce = [.. RandomNumberGenerator.GetBytes(20).Select(b => (byte)((b % 127) + 1))];
    private readonly MySqlWire _wire = new(stream);

    public async Task RunAsync()
    {
        if (await SignInAsync())
        {
            await _wire.OkAsync();
            await AnswerAsync();
        }
        else
        {
            server.Log.Enqueue("refused");
            await _wire.RefuseAsync(1045, "28000", "Access denied for user 'app'@'localhost' (using password: YES)");
        }
    }

    private async Task<bool> SignInAsync()
    {
        await _wire.WriteAsync(Greeting());
        var response = await _wire.ReadAsync();
        if (server.Certificate is not null && response.Length == 32)
        {
            var secure = new SslStream(_wire.Stream);
            await secure.AuthenticateAsServerAsync(server.Certificate);
            _wire.Stream = secure;
            response = await _wire.ReadAsync();
        }

        if (response.Length < 34)
        {
            throw new IOException("The client says goodbye.");
        }

        var (proof, method) = Read(response);
        if (!string.Equals(method, server.Account.Method, StringComparison.Ordinal))
        {
            server.Log.Enqueue("switch");
            await _wire.WriteAsync([0xFE, .. MySqlWire.Terminated(server.Account.Method), .. _nonce, 0]);
            proof = await _wire.ReadAsync();
        }

        return server.Account.Method is MySqlAccount.Native ? Native(proof) : await Sha2Async(proof);
    }

    private byte[] Greeting()
    {
        var capabilities = Capabilities | (server.Certificate is null ? 0 : Ssl) | (server.DeprecateEof ? DeprecateEof : 0);
        return
        [
            10, .. MySqlWire.Terminated("8.4.0-fake"), 7, 0, 0, 0, .. _nonce[..8], 0,
            (byte)capabilities, (byte)(capabilities >> 8), 45, 2, 0, (byte)(capabilities >> 16), (byte)(capabilities >> 24),
            21, .. new byte[10], .. _nonce[8..], 0, .. MySqlWire.Terminated(server.Account.Greeting),
        ];
    }

    private static (byte[] Proof, string Method) Read(byte[] response)
    {
        var capabilities = BitConverter.ToUInt32(response);
        var user = Array.IndexOf(response, (byte)0, 32);
        var proofLength = response[user + 1];
        var at = user + 2 + proofLength;
        if ((capabilities & 0x0008) != 0)
        {
            at = Array.IndexOf(response, (byte)0, at) + 1; // the database
        }

        return (response[(user + 2)..(user + 2 + proofLength)], Encoding.ASCII.GetString(response, at, Array.IndexOf(response, (byte)0, at) - at));
    }

    private bool Native(byte[] proof)
    {
        server.Log.Enqueue("native");
        var stored = SHA1.HashData(SHA1.HashData(Password));

        // Undoing the mixture gives SHA1(password), whose hash has to be the stored one.
        var mask = SHA1.HashData([.. _nonce, .. stored]);
        return proof.Length == 20 && SHA1.HashData([.. proof.Zip(mask, (a, b) => (byte)(a ^ b))]).SequenceEqual(stored);
    }

    private async Task<bool> Sha2Async(byte[] proof)
    {
        if (server.Account.IsCached)
        {
            server.Log.Enqueue("fast");
            var stored = SHA256.HashData(SHA256.HashData(Password));
            var mask = SHA256.HashData([.. stored, .. _nonce]);
            if (proof.Length != 32 || !SHA256.HashData([.. proof.Zip(mask, (a, b) => (byte)(a ^ b))]).SequenceEqual(stored))
            {
                return false;
            }

            await _wire.WriteAsync(1, 3);
            return true;
        }

        await _wire.WriteAsync(1, 4);
        var answer = await _wire.ReadAsync();
        if (_wire.Stream is SslStream)
        {
            server.Log.Enqueue("password over TLS");
            return answer.SequenceEqual((byte[])[.. Password, 0]);
        }

        if (answer is [2])
        {
            server.Log.Enqueue("key");
            await _wire.WriteAsync([1, .. Encoding.ASCII.GetBytes(server.Key.ExportSubjectPublicKeyInfoPem())]);
            answer = await _wire.ReadAsync();
        }

        server.Log.Enqueue("encrypted password");
        var mixed = server.Key.Decrypt(answer, RSAEncryptionPadding.OaepSHA1);
        return mixed.Select((b, i) => (byte)(b ^ _nonce[i % 20])).SequenceEqual((byte[])[.. Password, 0]);
    }

    /// <summary>Every statement that is prepared answers one row with one text, every other does nothing.</summary>
    private async Task AnswerAsync()
    {
        while (true)
        {
            _wire.Begin();
            switch (await _wire.ReadAsync())
            {
                case [0x01, ..]:
                    return;
                case [0x16, ..]:
                    await _wire.WriteAsync(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
                    await ColumnsAsync();
                    break;
                case [0x17, ..]:
                    await _wire.WriteAsync(1);
                    await ColumnsAsync();
                    await _wire.WriteAsync([0, 0, .. MySqlWire.Text("forty-two")]);
                    await _wire.EndAsync(server.DeprecateEof);
                    break;
                default:
                    await _wire.OkAsync();
                    break;
            }
        }
    }

    private async Task ColumnsAsync()
    {
        await _wire.ColumnAsync();
        if (!server.DeprecateEof)
        {
            await _wire.EndAsync(deprecateEof: false);
        }
    }

    private byte[] Password => Encoding.UTF8.GetBytes(server.Account.Password);
}
