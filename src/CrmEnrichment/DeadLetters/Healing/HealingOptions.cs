using CrmEnrichment.Configuration;

namespace CrmEnrichment.DeadLetters.Healing;

/// <summary>Section <c>Healing</c>.</summary>
public sealed class HealingOptions
{
    public const string Section = "Healing";

    /// <summary>Whether a schedule replays letters. If not, every letter needs a person.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long after its first failure an event is still of use to the agent, and the schedule tries it.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From the first failure to the schedule's first try. Each further pause is twice the one before.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMinutes(1);

    internal static HealingOptions Read(Settings settings) => new()
    {
        Enabled = settings.Flag(nameof(Enabled), true),
        MaxAge = settings.Duration(nameof(MaxAge), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        FirstPause = settings.Duration(nameof(FirstPause), TimeSpan.FromMinutes(1), TimeSpan.Zero, HealingRule.LongestPause),
    };
}
