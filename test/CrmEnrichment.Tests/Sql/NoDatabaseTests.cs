using System.Net;
using System.Net.Sockets;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests.Crm;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

/// <summary>A port on which no database listens but something else, or something broken.</summary>
public sealed class NoDatabaseTests : IDisposable
{
    private readonly TcpListener _port = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _serving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

    public NoDatabaseTests() => _port.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<byte[]> Greetings =>
    [
        [],
        "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(),
        "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(),
        "-ERR unknown command\r\n"u8.ToArray(),
        "220 mail.example.com ESMTP\r\n"u8.ToArray(),
        [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28], // TLS: handshake failure
        [5, 0, 0, 0, 9, (byte)'3', (byte)'.', (byte)'2', 0], // MySQL's protocol before 3.21
        [1, 0, 0, 0, 10],
        [4, 0, 0, 7, 10, (byte)'8', 0, 0], // the first packet is not number 0
        [8, 0, 0, 0, 10, (byte)'x', (byte)'y', 0, 1, 2, 3, 4], // a version that is no number
        [0xFF, 0xFF, 0xFF, 0, .. new byte[64]],
        [.. new byte[512]],
        [.. Enumerable.Repeat((byte)0xFF, 512)],
        "N"u8.ToArray(),
        "S"u8.ToArray(),
        "NE\0\0\0\u0008"u8.ToArray(),
        [(byte)'N', (byte)'R', 0xFF, 0xFF, 0xFF, 0xFF],
        .. Random(seed: 1, count: 20),
    ];

    public static TheoryData<string, string, string> Ports() =>
    [
        .. from engine in new[] { "MySql", "PostgreSql" }
           from tls in new[] { "None", "Required" }
           from greeting in Greetings
           select new TheoryDataRow<string, string, string>(engine, tls, Convert.ToHexString(greeting)),
    ];

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task What_does_not_speak_the_protocol_is_a_source_that_is_not_available(string engine, string tls, string greeting)
    {
        using var clients = Clients();
        var source = Source(clients, engine, tls);
        var serving = ServeAsync(Convert.FromHexString(greeting));

        var failure = await Should.ThrowAsync<UpstreamException>(() => FindAsync(source, Cancellation));

        failure.Fault.ShouldBe(UpstreamFault.Unavailable, failure.ToString());
        failure.Message.ShouldStartWith("crm: ");
        await _serving.CancelAsync();
        await serving;
    }

    [Theory]
    [InlineData("MySql")]
    [InlineData("PostgreSql")]
    public async Task A_caller_who_leaves_a_silent_port_does_not_wait_and_the_connection_is_closed(string engine)
    {
        using var clients = Clients();
        var source = Source(clients, engine, "None");
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = FindAsync(source, impatient.Token);
        using var connected = await _port.AcceptTcpClientAsync(Cancellation);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await ClosedAsync(connected);
    }

    public void Dispose()
    {
        _port.Dispose();
        _serving.Dispose();
    }

    private static IEnumerable<byte[]> Random(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 5)
            {
                // A whole packet of MySQL, numbered as the first, of the version in use.
                (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]) = ((byte)(bytes.Length - 4), 0, 0, 0, 10);
            }

            yield return bytes;
        }
    }

    /// <summary>Ends when the other side has closed the connection, or broken it off.</summary>
    private static async Task ClosedAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().CopyToAsync(Stream.Null, Cancellation);
        }
        catch (IOException)
        {
            // Broken off.
        }
    }

    private static UpstreamClients Clients() =>
        new(new HttpOptions { MaxRetries = 0 }, TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), new CapturedLog<UpstreamClients>(), new FakeUpstream(new ManualTime()));

    private static Task<SourceAnswer> FindAsync(ICustomerSource source, CancellationToken ct) => source.FindAsync(new CustomerQuery("7", null), ct);

    private ICustomerSource Source(UpstreamClients clients, string engine, string tls)
    {
        var secrets = new KnownSecrets
        {
            [CrmRoom.SecretId] = $$"""{"host":"127.0.0.1","port":{{((IPEndPoint)_port.LocalEndpoint).Port}},"username":"reader","password":"p","dbname":"crm"}""",
        };
        var options = CrmRoom.Options(("Kind", "Sql"), ("Sql:Engine", engine), ("Sql:Tls", tls), ("TimeoutMs", "2000"));
        return CrmRoom.Open(options, new(secrets, clients, new PhoneNumberReader("US")));
    }

    /// <summary>Says the same to whoever comes, and nothing more.</summary>
    private async Task ServeAsync(byte[] greeting)
    {
        while (!_serving.IsCancellationRequested)
        {
            try
            {
                using var client = await _port.AcceptTcpClientAsync(_serving.Token);
                var stream = client.GetStream();
                await stream.WriteAsync(greeting, _serving.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, _serving.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The driver has left, or the test is over.
            }
        }
    }
}
