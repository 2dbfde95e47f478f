using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Stories;

/// <summary>Plays one event at a time, so that all that is seen meanwhile belongs to it.</summary>
internal sealed class Stage(EmbeddedCloud cloud)
{
    public EmbeddedCloud Cloud => cloud;

    /// <summary>As EventBridge would: asynchronously, with Lambda's retries and its on-failure destination.</summary>
    public async Task<Story> PlayAsync(Function function, SampleEvent sample, CancellationToken ct)
    {
        cloud.Genesys.Conversations.Learn(sample.Parse());
        var (genesys, crm) = (cloud.Genesys.Requests.All.Count, cloud.Crm.Requests.All.Count);
        var letters = cloud.DeadLetters.Bodies;

        var invocation = await function.InvokeEventAsync(sample.Payload, ct);

        var asked = Since(crm, cloud.Crm.Requests, "crm").Concat(Since(genesys, cloud.Genesys.Requests, "genesys")).OrderBy(a => a.Request.StartedAt);
        return new Story(sample, invocation, [.. asked], [.. cloud.DeadLetters.Bodies.Except(letters, StringComparer.Ordinal).Select(Letter.Read)]);
    }

    private static IEnumerable<Asked> Since(int count, RequestLog log, string system) => log.All.Skip(count).Select(r => new Asked(system, r));
}
