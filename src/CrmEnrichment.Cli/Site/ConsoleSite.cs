using System.Net;
using CrmEnrichment.Cli.Site.Guard;
using CrmEnrichment.Cli.Site.Queues;
using CrmEnrichment.Cli.Site.Work;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Site;

/// <summary>The web console on loopback: the commands' own code behind pages.</summary>
internal sealed class ConsoleSite : IAsyncDisposable
{
    /// <summary>Bytes of a form: an event has 1 MiB at most, and grows where it is encoded.</summary>
    private const int LongestForm = 4 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly QueueViews _views;
    private readonly Jobs _jobs;
    private readonly SiteKey _key = new();

    private ConsoleSite(SiteOptions options, Connection connection, TimeProvider time)
    {
        _views = new QueueViews(connection, time);
        _jobs = new Jobs(options, connection, _views, time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ConsoleSite).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestForm;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore().AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "crm-enrich-form");
        builder.Services.AddSingleton(new SiteContext(options, _views, _jobs, time));
        _app = builder.Build();
        var guard = new SiteGuard(_key, options, _app.Services.GetRequiredService<IAntiforgery>());
        _app.Use((HttpContext context, RequestDelegate next) => guard.InvokeAsync(context, next));
        _app.UseRouting();
        SiteRoutes.Map(_app);
    }

    /// <summary>The address with its key. It works once.</summary>
    public Uri Address { get; private set; } = null!;

    /// <exception cref="UsageException">The port is taken.</exception>
    public static async Task<ConsoleSite> StartAsync(SiteOptions options, Connection connection, TimeProvider time)
    {
        var site = new ConsoleSite(options, connection, time);
        try
        {
            await site._app.StartAsync();
        }
        catch (IOException)
        {
            await site.DisposeAsync();
            throw new UsageException($"Port {options.Port} of 127.0.0.1 cannot be had: another program has it. Give another --port, or none.");
        }

        var address = site._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        site.Address = new Uri(new Uri(address), $"?key={site._key.Key}");
        return site;
    }

    /// <summary>Stops what goes on, and releases the letters that are held.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _jobs.DisposeAsync();
        await _views.Turns.EndAsync();
        await _app.DisposeAsync();
        _views.Turns.Dispose();
    }
}
