using System.Net;
using System.Net.Sockets;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Stands between us and a mail server, and cuts one connection when the client has sent so many times. Commands are encrypted, so it counts what is sent.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _cutAt;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next connection that sends so often is cut there; 0 for none.</summary>
    public int CutAt
    {
        get => Volatile.Read(ref _cutAt);
        set => Volatile.Write(ref _cutAt, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var answers = CopyAsync(server.GetStream(), client.GetStream(), () => false, over.Token);
            await CopyAsync(client.GetStream(), server.GetStream(), new Counter(this).IsCut, over.Token);
            await over.CancelAsync();
            await answers;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> isCut, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, ct) is > 0 and var read && !isCut())
            {
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }

    private sealed class Counter(CuttingProxy proxy)
    {
        private int _sent;

        public bool IsCut()
        {
            var at = proxy.CutAt;
            return at > 0 && ++_sent >= at && Interlocked.CompareExchange(ref proxy._cutAt, 0, at) == at;
        }
    }
}
