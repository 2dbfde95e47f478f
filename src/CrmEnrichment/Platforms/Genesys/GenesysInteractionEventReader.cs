using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Reads EventBridge payloads of Genesys Cloud that tell of an interaction from its start to the last wrap-up, in both dialects.</summary>
internal sealed class GenesysInteractionEventReader(GenesysOptions options) : IInteractionEventReader
{
    /// <summary>As much as people write; an event of EventBridge has at most 1 MiB.</summary>
    public const int LongestNotes = 100_000;

    private const string NotOurs = "it tells nothing of an interaction's course";

    private static readonly Dictionary<string, InteractionStep> s_topics = new(StringComparer.Ordinal)
    {
        ["customer.start"] = InteractionStep.Started,
        ["customer.end"] = InteractionStep.Ended,
        ["user.start"] = InteractionStep.AgentJoined,
        ["user.end"] = InteractionStep.AgentLeft,
        ["acw"] = InteractionStep.AfterCallWorkEnded,
        ["wrapup"] = InteractionStep.WrappedUp,
    };

    private static readonly Dictionary<string, InteractionStep> s_detailTypes = new(StringComparer.Ordinal)
    {
        [TutorialDialect.Interaction] = InteractionStep.Started,
        [TutorialDialect.Created] = InteractionStep.Started,
        [TutorialDialect.Updated] = InteractionStep.Updated,
        [TutorialDialect.Ended] = InteractionStep.Ended,
    };

    public EventReading<InteractionEvent> Read(JsonElement payload) => GenesysEnvelope.Read(payload, ReadTutorial, ReadPartner, options.MaxEventAge) switch
    {
        EventReading<InteractionEvent>.Ours ours => ours with { Event = ours.Event with { StaleAt = ours.Identity.StaleAt } },
        var other => other,
    };

    private static EventReading<InteractionEvent> ReadPartner(JsonElement detail, string? detailType, DateTimeOffset? time) =>
        PartnerDialect.Read(detail, detailType, time, s_topics.Keys, NotOurs).Then(ReadPartner);

    private static EventReading<InteractionEvent> ReadPartner(PartnerEvent e)
    {
        if (e.At is not { } at)
        {
            return new EventReading<InteractionEvent>.Invalid("event.detail.eventBody.eventTime and event.time are missing: send what Genesys Cloud published.");
        }

        var ofCustomer = e.Topic.StartsWith("customer.", StringComparison.Ordinal);
        var interacting = e.Body.Milliseconds("interactingDurationMs");
        return Ours(e.Body, new InteractionEvent
        {
            Origin = ParticipantAttributesWriter.PartnerOrigin,
            InteractionId = e.ConversationId,
            Step = s_topics[e.Topic],
            At = at,

            // An agent's participant may have several sessions, such as a callback's and its call's.
            AgentSession = ofCustomer ? null : e.ParticipantId ?? e.SessionId,
            AgentId = ofCustomer ? null : Id(e.Body, "userId"),
            QueueId = Id(e.Body, "queueId"),
            WrapUpCode = Id(e.Body, "wrapupCode"),
            Notes = Notes(e.Body, "wrapupNotes"),
            TalkTime = ofCustomer ? null : interacting,
            HoldTime = ofCustomer ? null : e.Body.Milliseconds("heldDurationMs"),
            Duration = ofCustomer ? interacting : null,
            MediaType = e.MediaType,
            Direction = e.Body.Text("direction")?.ToUpperInvariant(),
            Caller = e.Caller,
            OwnNumber = PartnerDialect.OwnNumber(e.Body),
        });
    }

    /// <remarks>The tutorial names no event for the end. These members are what its shape suggests; each may be absent.</remarks>
    private static EventReading<InteractionEvent> ReadTutorial(JsonElement detail, string? detailType, DateTimeOffset? time) =>
        TutorialDialect.Read(detail, detailType, time, s_detailTypes.Keys, NotOurs).Then(ReadTutorial) switch
        {
            // Its end may be hours after its beginning.
            EventReading<InteractionEvent>.Ours ours => ours with { Identity = ours.Identity with { OccurredAt = ours.Event.At } },
            var other => other,
        };

    private static EventReading<InteractionEvent> ReadTutorial(TutorialEvent e)
    {
        var step = s_detailTypes[e.DetailType];
        var endedAt = e.Detail.Iso8601("endTimestamp");
        if ((step is InteractionStep.Started ? e.BeganAt : endedAt ?? e.SentAt ?? e.BeganAt) is not { } at)
        {
            return new EventReading<InteractionEvent>.Invalid("event.time and event.detail.initiationTimestamp are missing: send one EventBridge event.");
        }

        var agent = Id(e.Detail, "agentId");
        return Ours(e.Detail, new InteractionEvent
        {
            Origin = TutorialContextWriter.TutorialOrigin,
            InteractionId = e.InteractionId,
            Step = step,
            At = at,
            AgentSession = agent,
            AgentId = agent,
            AgentName = Id(e.Detail, "agentName"),
            AgentEmail = Id(e.Detail, "agentEmail"),
            QueueId = Id(e.Detail, "queueId"),
            QueueName = Id(e.Detail, "queueName"),
            WrapUpCode = Id(e.Detail, "wrapUpCode"),
            WrapUpName = Id(e.Detail, "wrapUpName"),
            Notes = Notes(e.Detail, "notes"),
            TalkTime = e.Detail.Milliseconds("talkTimeMs"),
            HoldTime = e.Detail.Milliseconds("holdTimeMs"),
            Duration = e.Detail.Milliseconds("durationMs") ?? (endedAt - e.Detail.Iso8601("initiationTimestamp")),
            MediaType = e.MediaType,
            Direction = e.Detail.Text("direction")?.ToUpperInvariant(),
            Caller = e.Caller,
            OwnNumber = Id(e.Detail, "dnis"),
            CustomerId = e.CustomerId,
            Recording = Uri.TryCreate(e.Detail.Text("recordingUrl"), UriKind.Absolute, out var recording) && recording.Scheme is "https" or "http" ? recording : null,
        });
    }

    private static EventReading<InteractionEvent> Ours(FieldReader read, InteractionEvent e) =>
        read.Problem is { } problem ? new EventReading<InteractionEvent>.Invalid(problem) : new EventReading<InteractionEvent>.Ours(e);

    private static string? Id(FieldReader fields, string name) => fields.Text(name) is { Length: > 0 } text ? text : null;

    private static string? Notes(FieldReader fields, string name) => fields.LongText(name, LongestNotes) is { Length: > 0 } text ? text : null;
}
