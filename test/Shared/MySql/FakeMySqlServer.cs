using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrmEnrichment.Tests.MySql;

/// <summary>A MySQL server that knows one account and one answer, for the ways to sign in that no server at hand has.</summary>
/// <remarks>That it behaves as a server should is shown by MariaDB's own client, which signs in to it (<c>FakeServerTests</c> of the peer tests).</remarks>
public sealed class FakeMySqlServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    /// <param name="certificate">With its private key; null for a server without TLS.</param>
    /// <param name="deprecateEof">False for the packets of servers before MySQL 5.7.5.</param>
    public FakeMySqlServer(MySqlAccount account, X509Certificate2? certificate = null, bool deprecateEof = true)
    {
        (Account, Certificate, DeprecateEof) = (account, certificate, deprecateEof);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What happened, in the order of happening: <c>switch</c>, <c>native</c>, <c>fast</c>, <c>password over TLS</c>, <c>key</c>, <c>encrypted password</c>, <c>refused</c>.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    internal MySqlAccount Account { get; }

    internal X509Certificate2? Certificate { get; }

    internal bool DeprecateEof { get; }

    internal RSA Key => _key.Value;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting; // first: a listener that has stopped refuses to be asked for the next client
        _listener.Dispose();
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }

        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        await using (_closing.Token.Register(client.Close))
        {
            try
            {
                await new FakeMySqlConversation(this, client.GetStream()).RunAsync();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
            {
                // The client has gone, or the server is closing.
            }
        }
    }
}
