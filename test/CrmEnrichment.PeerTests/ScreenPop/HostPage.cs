using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.PeerTests.ScreenPop;

/// <summary>A page of a dialler, on an origin of its own, with a frame in it.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private readonly WebApplication _server;

    private HostPage(WebApplication server) => _server = server;

    public string Origin => _server.Urls.Single();

    public static async Task<HostPage> StartAsync(Func<string> frame)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(context.Request.Path == "/"
                ? $"<!doctype html><html lang=en><title>Dialler</title><link rel=icon href=data:,><body style=margin:0><iframe title=Customer src=\"{WebUtility.HtmlEncode(frame())}\" style=\"width:400px;height:700px;border:0\"></iframe>"
                : "");
        });
        await server.StartAsync();
        return new HostPage(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
