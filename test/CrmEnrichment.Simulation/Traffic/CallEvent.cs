namespace CrmEnrichment.Simulation.Traffic;

/// <summary>The event of a call on its way.</summary>
/// <param name="Conversation">The call's.</param>
/// <param name="Text">JSON.</param>
/// <param name="OfferedAt">When Lambda got it.</param>
internal sealed record CallEvent(string Conversation, string Text, DateTimeOffset OfferedAt)
{
    /// <summary>How often no environment was free.</summary>
    public int Throttled { get; init; }

    /// <summary>How often the function failed.</summary>
    public int Errors { get; init; }
}
