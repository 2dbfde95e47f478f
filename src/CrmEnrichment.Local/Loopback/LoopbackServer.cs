using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Loopback;

/// <summary>One Kestrel listener on this machine. Port 0 takes a free one.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app, Uri url) => (_app, Url) = (app, url);

    public Uri Url { get; }

    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<LoopbackServer> StartAsync(IPAddress address, int port, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, port);
            kestrel.AddServerHeader = false;
            // The services check sizes themselves, and a hung answer is a thing that tests ask for.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });

        var app = builder.Build();
        app.Run(answer);
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new IOException($"{address}:{port} cannot be listened on: {e.GetBaseException().Message}.", e);
        }

        // Whoever listens on all addresses is still reached on loopback from here.
        var url = new UriBuilder(app.Urls.First());
        if (address.Equals(IPAddress.Any))
        {
            url.Host = IPAddress.Loopback.ToString();
        }

        return new LoopbackServer(app, url.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        // A runtime waits in GET next for ever: stopping gracefully would wait with it.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
