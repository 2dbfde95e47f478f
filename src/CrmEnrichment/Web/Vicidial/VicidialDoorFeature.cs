using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Vicidial;

public static class VicidialDoorFeature
{
    /// <summary>The door for VICIdial's call URLs.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="isMapped">Whether something is known to be done after a call's disposition.</param>
    public static FeatureSetup AddVicidialDoor(this FeatureSetup setup, Func<CallEvent, bool> isMapped) => setup.AddWarmUp().Once(nameof(AddVicidialDoor), () =>
    {
        var options = setup.VicidialSection();
        if (options.SecretId.Length == 0)
        {
            setup.Problem("""Vicidial__SecretId is not set: name the secret that holds {"secret": …}, which stands in the path of the call URLs.""");
        }

        if (options.QueueUrl is null)
        {
            setup.Problem("Vicidial__QueueUrl is not set: set the URL of the SQS FIFO queue that triggers SyncDisposition.");
        }

        setup.Services
            .AddSingleton(provider => new VicidialDoor(
                options,
                provider.GetRequiredService<ISecrets>(),
                provider.GetRequiredKeyedService<IWorkQueue>(CallQueue.Key),
                isMapped,
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<VicidialDoor>>()))
            .AddSingleton(provider => new WarmUpStep("VICIdial's call URLs", WarmUpKind.Connections, provider.GetRequiredService<VicidialDoor>().ConnectAsync));
    });
}
