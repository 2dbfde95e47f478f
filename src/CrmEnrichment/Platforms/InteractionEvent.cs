namespace CrmEnrichment.Platforms;

/// <summary>What one event tells of an interaction, from its start to the last wrap-up, whichever platform it comes from. Events come in any order, some twice, some never.</summary>
public sealed record InteractionEvent
{
    /// <summary>The platform and its dialect, as <see cref="Interaction.Origin"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>The platform's id of the interaction, in a form that may stand in a path.</summary>
    public required string InteractionId { get; init; }

    public required InteractionStep Step { get; init; }

    /// <summary>The event's own time; the envelope's where it carries none.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From when on the event is too old to be logged; null for never.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>The platform's id of the phone call in it, where the call has events of its own (<see cref="IInteractionParts"/>).</summary>
    public string? CallId { get; init; }

    /// <summary>Who it is about, in this interaction: an agent's session or participant. Null for the customer.</summary>
    public string? AgentSession { get; init; }

    /// <summary>The platform's id of the agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Known without asking the platform, as of Twilio's workers.</summary>
    public string? AgentName { get; init; }

    public string? AgentEmail { get; init; }

    /// <summary>The event comes only to agents who took the interaction. Where the platform tells no talk time, the agent talked from joining to leaving.</summary>
    public bool HasAnswered { get; init; }

    public string? QueueId { get; init; }

    /// <summary>Known without asking the platform.</summary>
    public string? QueueName { get; init; }

    /// <summary>The wrap-up by its id.</summary>
    public string? WrapUpCode { get; init; }

    /// <summary>Known without asking the platform.</summary>
    public string? WrapUpName { get; init; }

    public string? Notes { get; init; }

    /// <summary>As the platform says it; may be negative or absurd, which the journal mends.</summary>
    public TimeSpan? TalkTime { get; init; }

    public TimeSpan? HoldTime { get; init; }

    /// <summary>From the customer's point of view: from start to end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Upper case as the platform sends it.</summary>
    public string? MediaType { get; init; }

    /// <summary>Upper case: INBOUND, OUTBOUND.</summary>
    public string? Direction { get; init; }

    public Caller Caller { get; init; } = Caller.Withheld;

    /// <summary>The contact centre's own number or address.</summary>
    public string? OwnNumber { get; init; }

    /// <summary>The customer's id in the CRM, where the event carries one.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Where the recording can be heard, where the event says so.</summary>
    public Uri? Recording { get; init; }

    /// <summary>What the platform finds the recording by (<see cref="IRecordings"/>), where the event does not tell its place.</summary>
    public string? RecordingName { get; init; }
}

/// <summary>What happened.</summary>
public enum InteractionStep
{
    /// <summary>The customer came.</summary>
    Started,

    /// <summary>An agent joined.</summary>
    AgentJoined,

    /// <summary>An agent left; after-call work may follow.</summary>
    AgentLeft,

    /// <summary>An agent's after-call work is over; it may carry the wrap-up.</summary>
    AfterCallWorkEnded,

    /// <summary>A wrap-up was given, by whom may be unknown.</summary>
    WrappedUp,

    /// <summary>The customer left.</summary>
    Ended,

    /// <summary>The interaction is over, and all work after it. Where nothing else tells the end, that was it.</summary>
    Closed,

    /// <summary>Something more is known, such as the recording.</summary>
    Updated,
}
