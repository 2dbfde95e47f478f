using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Journal.Policies;

/// <summary>One entry of <c>Journal:FollowUps</c>: after which interactions somebody has something to do. Conditions that are not set hold always; all that are set must hold.</summary>
public sealed class FollowUpRule
{
    /// <summary>In the task's tracking id: each rule makes one task of an interaction.</summary>
    public string Name { get; init; } = "";

    /// <summary>Wrap-ups by name or id, one of which was given.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Queues by name or id.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>The customer left before anybody answered.</summary>
    public bool Abandoned { get; init; }

    /// <summary>Only for VIPs.</summary>
    public bool Vip { get; init; }

    /// <summary>Only for interactions at least this long; zero for each.</summary>
    public TimeSpan AtLeast { get; init; }

    /// <summary>The task's title. <c>{outcome}</c>, <c>{queue}</c> and <c>{media}</c> are filled in.</summary>
    public string Title { get; init; } = "";

    /// <summary>From the end of the interaction.</summary>
    public TimeSpan DueAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Of a VIP's task it is High.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    internal static FollowUpRule Read(Settings settings)
    {
        var unset = new FollowUpRule();
        var rule = new FollowUpRule
        {
            Name = settings.Text(nameof(Name), "use 1 to 16 letters, digits and dashes", null, RuleName.Pattern),
            Outcomes = settings.List(nameof(Outcomes)),
            Queues = settings.List(nameof(Queues)),
            Abandoned = settings.Flag(nameof(Abandoned), unset.Abandoned),
            Vip = settings.Flag(nameof(Vip), unset.Vip),
            AtLeast = settings.Duration(nameof(AtLeast), unset.AtLeast, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Title = settings.Text(nameof(Title), "say what has to be done"),
            DueAfter = settings.Duration(nameof(DueAfter), unset.DueAfter, TimeSpan.Zero, TimeSpan.FromDays(365)),
            Priority = settings.Choice(nameof(Priority), unset.Priority),
        };
        settings.RefuseUnknownKeys();
        return rule;
    }
}
