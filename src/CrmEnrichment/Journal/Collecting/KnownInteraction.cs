using System.Security.Cryptography;
using System.Text.Json;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>All that events have told of one interaction. The same events in any order, some of them twice, make the same.</summary>
internal sealed record KnownInteraction(string Origin, string Id)
{
    /// <summary>A call that is handed on more often is a loop. Parts beyond are dropped, so that the entry of the table has a bound.</summary>
    private const int MostParts = 40;

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the last work after the interaction was done, where the platform tells it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the customer left, as far as that is known.</summary>
    public DateTimeOffset? OverAt => EndedAt ?? ClosedAt;

    /// <summary>When we saw the end, by our own clock: a platform's clock that is an hour off must not make the entry an hour late.</summary>
    public DateTimeOffset? EndSeenAt { get; init; }

    /// <summary>By our own clock.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public Said? Media { get; init; }

    public Said? Direction { get; init; }

    public Said? Phone { get; init; }

    public Said? Address { get; init; }

    public Said? OwnNumber { get; init; }

    public Said? CustomerId { get; init; }

    public Said? QueueId { get; init; }

    public Said? QueueName { get; init; }

    public Said? Recording { get; init; }

    /// <summary>By which the recording's place is found.</summary>
    public Said? RecordingName { get; init; }

    /// <summary>In the order of their sessions' names.</summary>
    public IReadOnlyList<AgentPart> Parts { get; init; } = [];

    /// <summary>Everybody who talked has wrapped up, and the customer has left; or the platform says that all is done.</summary>
    public bool IsComplete => ClosedAt is not null || (EndedAt is not null && Parts.Where(part => part.HasTalked).All(part => part.HasWrappedUp));

    /// <summary>Equal as long as no event tells anything new: whether the CRMs have been told all of it. When we saw events does not count.</summary>
    public string Version => Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { EndSeenAt = null, LastSeenAt = default }, CollectingJson.Default.KnownInteraction)).AsSpan(0, 12));

    public KnownInteraction With(InteractionEvent e, DateTimeOffset now)
    {
        var known = this with
        {
            StartedAt = e.Step is InteractionStep.Started ? AgentPart.Earlier(StartedAt, e.At) : StartedAt,
            EndedAt = e.Step is InteractionStep.Ended ? AgentPart.Later(EndedAt, e.At) : EndedAt,
            ClosedAt = e.Step is InteractionStep.Closed ? AgentPart.Later(ClosedAt, e.At) : ClosedAt,
            EndSeenAt = e.Step is InteractionStep.Ended or InteractionStep.Closed ? AgentPart.Earlier(EndSeenAt, now) : EndSeenAt,
            LastSeenAt = now > LastSeenAt ? now : LastSeenAt,
            Duration = AgentPart.Longer(Duration, e.Duration),
            Media = Said.Earliest(Media, Said.Of(e.MediaType, e.At)),
            Direction = Said.Earliest(Direction, Said.Of(e.Direction, e.At)),
            Phone = Said.Earliest(Phone, Said.Of((e.Caller as Caller.Phone)?.Text, e.At)),
            Address = Said.Earliest(Address, Said.Of((e.Caller as Caller.Address)?.Text, e.At)),
            OwnNumber = Said.Earliest(OwnNumber, Said.Of(e.OwnNumber, e.At)),
            CustomerId = Said.Earliest(CustomerId, Said.Of(e.CustomerId, e.At)),
            Recording = Said.Latest(Recording, Said.Of(e.Recording?.AbsoluteUri, e.At)),
            RecordingName = Said.Latest(RecordingName, Said.Of(e.RecordingName, e.At)),
        };
        return IsOfAgent(e)
            ? known with { Parts = WithPart(e) }
            : known with { QueueId = Said.Latest(QueueId, Said.Of(e.QueueId, e.At)), QueueName = Said.Latest(QueueName, Said.Of(e.QueueName, e.At)) };
    }

    private static bool IsOfAgent(InteractionEvent e) =>
        e.AgentSession is not null || e.AgentId is not null || e.WrapUpCode is not null || e.WrapUpName is not null || e.Notes is not null;

    private IReadOnlyList<AgentPart> WithPart(InteractionEvent e)
    {
        var session = e.AgentSession ?? e.AgentId ?? "";
        var old = Parts.FirstOrDefault(part => string.Equals(part.Session, session, StringComparison.Ordinal));
        return old is null && Parts.Count >= MostParts
            ? Parts
            : [.. Parts.Where(part => !ReferenceEquals(part, old)).Append((old ?? new(session)).With(e)).OrderBy(part => part.Session, StringComparer.Ordinal)];
    }

    public override string ToString() => $"{Origin}/{Id}";
}
