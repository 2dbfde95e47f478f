using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.StandIns.MySql.Authentication;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Sessions;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.MySql;

/// <summary>Whoever sends a public key could read the password: it is asked for only where that was allowed.</summary>
public sealed class PublicKeyTests
{
    private const byte More = 0x01;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_leave_the_key_is_not_asked_for_and_the_message_says_what_to_do()
    {
        var server = new ScriptedStream().Packet(2, More, CachingSha2Password.PasswordWanted);

        var refused = await Should.ThrowAsync<MySqlException>(() => SignInAsync(server, allowed: false));

        refused.Message.ShouldContain("AllowPublicKeyRetrieval");
        server.Written.Count.ShouldBe(1); // the handshake's answer
    }

    [Fact]
    public async Task With_leave_the_password_goes_to_the_holder_of_the_key()
    {
        using var key = RSA.Create(2048);
        var server = new ScriptedStream()
            .Packet(2, More, CachingSha2Password.PasswordWanted)
            .Packet(4, [More, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())])
            .Packet(6, 0, 0, 0, 2, 0, 0, 0);

        await SignInAsync(server, allowed: true);

        var mixed = key.Decrypt(server.Written[2][4..], RSAEncryptionPadding.OaepSHA1);
        Encoding.UTF8.GetString([.. mixed.Select((b, i) => (byte)(b ^ (i % 20)))]).ShouldBe("secret\0");
    }

    [Theory]
    [InlineData("-----BEGIN PUBLIC KEY-----\nbm8ga2V5\n-----END PUBLIC KEY-----\n")]
    [InlineData("no key at all")]
    public async Task What_is_no_key_is_refused(string key)
    {
        var server = new ScriptedStream().Packet(2, More, CachingSha2Password.PasswordWanted).Packet(4, [More, .. Encoding.ASCII.GetBytes(key)]);

        (await Should.ThrowAsync<MySqlException>(() => SignInAsync(server, allowed: true))).Message.ShouldContain("public key");
    }

    private static Task SignInAsync(ScriptedStream server, bool allowed)
    {
        var settings = ConnectionSettings.Of(new() { UserID = "app", Password = "secret", SslMode = MySqlSslMode.None });
        var packets = new PacketStream(server);
        packets.CountFrom(1);
        var greeting = new InitialHandshake("8.4.0", 1, [.. Enumerable.Range(0, 20).Select(i => (byte)i)], Capabilities.Ours, CachingSha2Password.Name);
        return new Login(packets, settings, secure: false, allowed).RunAsync(greeting, Capabilities.Ours, Ct);
    }
}
