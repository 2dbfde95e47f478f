using CrmEnrichment.Platforms;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>One agent's part in an interaction: an agent who comes back has two.</summary>
/// <param name="Session">What tells parts apart.</param>
internal sealed record AgentPart(string Session)
{
    /// <summary>CRMs keep fewer characters than this of a whole entry.</summary>
    private const int LongestNotes = 32_000;

    public Said? AgentId { get; init; }

    public Said? Name { get; init; }

    public Said? Email { get; init; }

    public Said? QueueId { get; init; }

    public Said? QueueName { get; init; }

    public DateTimeOffset? JoinedAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    public TimeSpan? TalkTime { get; init; }

    public TimeSpan? HoldTime { get; init; }

    public Said? WrapUpCode { get; init; }

    public Said? WrapUpName { get; init; }

    public Said? Notes { get; init; }

    /// <summary>The agent took the interaction, and the platform may tell no talk time.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>After-call work is over, with a wrap-up or without one.</summary>
    public bool HasWrappedUp { get; init; }

    /// <summary>Somebody whom the interaction only rang at did not talk.</summary>
    public bool HasTalked => TalkTime > TimeSpan.Zero || HasAnswered || (JoinedAt is not null && LeftAt is null);

    /// <summary>As the platform says it; else from joining to leaving, of an agent who took the interaction.</summary>
    /// <param name="end">Of the interaction: nobody talks on after it.</param>
    public TimeSpan? TalkedUntil(DateTimeOffset? end) =>
        TalkTime ?? (HasAnswered && (LeftAt ?? end) - JoinedAt is { Ticks: > 0 } talked ? talked : null);

    public AgentPart With(InteractionEvent e) => this with
    {
        AgentId = Said.Latest(AgentId, Said.Of(e.AgentId, e.At)),
        Name = Said.Latest(Name, Said.Of(e.AgentName, e.At)),
        Email = Said.Latest(Email, Said.Of(e.AgentEmail, e.At)),
        QueueId = Said.Latest(QueueId, Said.Of(e.QueueId, e.At)),
        QueueName = Said.Latest(QueueName, Said.Of(e.QueueName, e.At)),
        JoinedAt = e.Step is InteractionStep.AgentJoined ? Earlier(JoinedAt, e.At) : JoinedAt,
        LeftAt = e.Step is InteractionStep.AgentLeft ? Later(LeftAt, e.At) : LeftAt,
        TalkTime = Longer(TalkTime, e.TalkTime),
        HoldTime = Longer(HoldTime, e.HoldTime),
        WrapUpCode = Said.Latest(WrapUpCode, Said.Of(e.WrapUpCode, e.At)),
        WrapUpName = Said.Latest(WrapUpName, Said.Of(e.WrapUpName, e.At)),
        Notes = Said.Latest(Notes, Said.Of(Cut(e.Notes), e.At)),
        HasAnswered = HasAnswered || e.HasAnswered,
        HasWrappedUp = HasWrappedUp || e.Step is InteractionStep.AfterCallWorkEnded or InteractionStep.WrappedUp,
    };

    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    public static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>Of a duration that comes twice the longer one; a negative or absurd one counts as none.</summary>
    public static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) =>
        other < TimeSpan.Zero || other > TimeSpan.FromDays(7) ? one
        : one is null || other > one ? other : one;

    private static string? Cut(string? notes) =>
        notes is not { Length: > LongestNotes } ? notes
        : notes[..(char.IsHighSurrogate(notes[LongestNotes - 1]) ? LongestNotes - 1 : LongestNotes)];

    public override string ToString() => "an agent's part";
}
