using System.Net;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>Both clients as the feature makes them, and a pretend VICIdial behind real sockets. The clock is the test's.</summary>
internal sealed class VicidialRoom : IAsyncDisposable
{
    public const string SecretId = "vicidial/api";

    private readonly StringWriter _metrics = new();
    private readonly ServiceProvider _services;

    private VicidialRoom(PretendVicidial vicidial, ManualTime time, string url)
    {
        (Vicidial, Time) = (vicidial, time);
        var setup = new FeatureSetup(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection([
            new("VicidialApi:Url", url), new("VicidialApi:SecretId", SecretId), new("VicidialApi:Source", "TESTS"),
        ]).Build());
        setup.Services.AddSingleton<TimeProvider>(Time).AddSingleton(new Metrics(TextWriter.Synchronized(_metrics), Time, "test"))
            .AddSingleton<ISecrets>(Secrets).AddSingleton<ILogger<UpstreamClients>>(Log);
        setup.AddVicidialApi().Complete();
        _services = setup.Services.BuildServiceProvider();
        Login(VicidialAccount.User, VicidialAccount.Password);
    }

    public PretendVicidial Vicidial { get; }

    public ManualTime Time { get; }

    public KnownSecrets Secrets { get; } = new();

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public string MetricLines => _metrics.ToString();

    public VicidialLeads Leads => _services.GetRequiredService<VicidialLeads>();

    public VicidialAgents Agents => _services.GetRequiredService<VicidialAgents>();

    public VicidialReports Reports => _services.GetRequiredService<VicidialReports>();

    public UpstreamClients Clients => _services.GetRequiredService<UpstreamClients>();

    public static async Task<VicidialRoom> OpenAsync()
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        var vicidial = await PretendVicidial.StartAsync(IPAddress.Loopback, 0, time);
        VicidialAccount.Fill(vicidial);
        time.Advance(TimeSpan.FromSeconds(1));
        return new VicidialRoom(vicidial, time, vicidial.Url.ToString());
    }

    /// <summary>What the functions log in with from now on.</summary>
    public void Login(string user, string password) => Secrets[SecretId] = $$"""{"user":"{{user}}","pass":"{{password}}"}""";

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Vicidial.DisposeAsync();
    }
}
