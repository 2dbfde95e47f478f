using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm.Journals;

/// <summary>One interaction, as the CRM is told of it. All times are of the contact centre's clock, in UTC.</summary>
public sealed record JournalEntry
{
    /// <summary>Equal for every write about the same interaction, different for all others: the key of "exactly once". At most 80 letters, digits and dashes.</summary>
    public required string TrackingId { get; init; }

    /// <summary>Which contact centre it comes from, such as <c>Genesys_Cloud_CX</c>.</summary>
    public required string SourceSystem { get; init; }

    /// <summary>The platform's own id of the interaction.</summary>
    public required string InteractionId { get; init; }

    public required EntryMedia Media { get; init; }

    public EntryDirection Direction { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Never before <see cref="StartedAt"/>; null when the interaction was never seen to end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of all agents together, without hold time. Never negative.</summary>
    public TimeSpan TalkTime { get; init; }

    public TimeSpan HoldTime { get; init; }

    /// <summary>The queue's name, or its id where the name may not be read.</summary>
    public string? Queue { get; init; }

    /// <summary>Everyone who talked, in the order in which they joined; none for an abandoned interaction.</summary>
    public IReadOnlyList<EntryAgent> Agents { get; init; } = [];

    /// <summary>The wrap-up's name, or its id where the name may not be read; several are joined by a comma.</summary>
    public string? Outcome { get; init; }

    /// <summary>What agents wrote, each wrap-up's notes on lines of their own.</summary>
    public string? Notes { get; init; }

    /// <summary>The customer's number, E.164, or address.</summary>
    public string? CustomerNumber { get; init; }

    /// <summary>The number or address that the customer called, or was called from.</summary>
    public string? OwnNumber { get; init; }

    /// <summary>A link that plays the recording or shows the interaction.</summary>
    public Uri? Link { get; init; }

    /// <summary>Null for nobody, or nobody in this CRM.</summary>
    public CustomerRef? Customer { get; init; }

    /// <summary>How many customers share the number; above 1 the entry says so.</summary>
    public int Matches { get; init; } = 1;

    /// <summary>The owner by the CRM's id; null leaves it to the CRM.</summary>
    public string? OwnerId { get; init; }

    /// <summary>It ended, and everybody who talked has wrapped up. False for an entry that was written because its time was up.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The customer left before anybody answered.</summary>
    public bool IsAbandoned => EndedAt is not null && Agents.Count == 0 && Direction is not EntryDirection.Outbound;

    /// <summary>From start to end; zero while it is not known.</summary>
    public TimeSpan Duration => EndedAt - StartedAt ?? TimeSpan.Zero;

    public override string ToString() => $"entry {TrackingId}";
}

/// <summary>Someone who talked.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">Null where it may not be read.</param>
/// <param name="Email">Null where it may not be read.</param>
/// <param name="TalkTime">Without hold time.</param>
public sealed record EntryAgent(string Id, string? Name, string? Email, TimeSpan TalkTime)
{
    public override string ToString() => $"agent {Id}";
}

/// <summary>What kind of interaction it is, for what the CRM has for it.</summary>
public enum EntryMedia
{
    Call,
    Chat,
    Message,
    Email,
}

/// <summary>Who began it.</summary>
public enum EntryDirection
{
    Unknown,
    Inbound,
    Outbound,
}
