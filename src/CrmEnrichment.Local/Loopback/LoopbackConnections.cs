using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;

namespace CrmEnrichment.Local.Loopback;

/// <summary>Kestrel for what is not HTTP: connections under TLS. Port 0 takes a free one.</summary>
internal sealed class LoopbackConnections : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackConnections(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<LoopbackConnections> StartAsync(IPAddress address, int port, X509Certificate2 certificate, Func<ConnectionContext, Task> serve)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address, port, listen =>
        {
            listen.UseHttps(certificate);
            listen.Run(serve);
        }));
        var app = builder.Build();
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new IOException($"{address}:{port} cannot be listened on: {e.GetBaseException().Message}.", e);
        }

        return new LoopbackConnections(app, new Uri(app.Urls.First()).Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
