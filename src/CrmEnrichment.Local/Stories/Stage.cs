using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>Plays one event at a time, so that all that is seen meanwhile belongs to it.</summary>
internal sealed class Stage(EmbeddedCloud cloud)
{
    public EmbeddedCloud Cloud => cloud;

    /// <summary>As EventBridge would: asynchronously, with Lambda's retries and its on-failure destination.</summary>
    public async Task<Story> PlayAsync(Function function, SampleEvent sample, CancellationToken ct)
    {
        cloud.Genesys.Conversations.Learn(sample.Parse());
        var systems = cloud.Sources.Select(source => (source.Source.Kind.ToLowerInvariant(), source.Source.Requests)).Distinct()
            .Append(("crm", cloud.Crm.Requests)).Append(("genesys", cloud.Genesys.Requests))
            .Concat(cloud.Mail is { } mail ? [("mail", mail.Requests)] : []).Select(system => (Name: system.Item1, Log: system.Requests, Before: system.Requests.All.Count)).ToList();
        var letters = cloud.DeadLetters.Bodies;

        var invocation = await function.InvokeEventAsync(sample.Payload, ct);

        var asked = systems.SelectMany(system => system.Log.All.Skip(system.Before).Select(request => new Asked(system.Name, request))).OrderBy(a => a.Request.StartedAt);
        return new Story(sample, invocation, [.. asked], [.. cloud.DeadLetters.Bodies.Except(letters, StringComparer.Ordinal).Select(Letter.Read)]);
    }
}
