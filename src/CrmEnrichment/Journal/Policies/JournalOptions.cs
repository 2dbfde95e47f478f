using CrmEnrichment.Configuration;

namespace CrmEnrichment.Journal.Policies;

/// <summary>Section <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>URL of the SQS queue that triggers WriteJournalEntry.</summary>
    public Uri? QueueUrl { get; init; }

    /// <summary>The sources, by their names, that are told what happened.</summary>
    public IReadOnlyList<string> Crms { get; init; } = [];

    /// <summary>How the entry names the contact centre.</summary>
    public string SourceSystem { get; init; } = "Genesys_Cloud_CX";

    /// <summary>After the end, how long missing events are waited for before the entry is written.</summary>
    public TimeSpan WriteAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same for an interaction that somebody still has to wrap up.</summary>
    public TimeSpan WaitForWrapUp { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the end a recording's place is looked for, where the platform tells it later than the call. Zero: never.</summary>
    public TimeSpan WaitForRecording { get; init; }

    /// <summary>An interaction without an end is written this long after its last event.</summary>
    public TimeSpan LongestInteraction { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long an interaction is remembered: later events no longer change its entry.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(14);

    /// <summary>What happens where no source knows the caller.</summary>
    public UnknownCaller UnknownCaller { get; init; }

    /// <summary>Owner by the CRM's id where no rule and no address tells another; empty leaves it to the CRM.</summary>
    public string DefaultOwner { get; init; } = "";

    /// <summary>Owners that no address tells.</summary>
    public IReadOnlyList<OwnerRule> Owners { get; init; } = [];

    /// <summary>Interactions that are not journalled.</summary>
    public Exclusions Exclude { get; init; } = new();

    /// <summary>Field of the customer that tells VIPs, such as <c>loyaltyTier</c>; empty for none.</summary>
    public string VipField { get; init; } = "";

    /// <summary>Its values that mean a VIP.</summary>
    public IReadOnlyList<string> VipValues { get; init; } = [];

    public IReadOnlyList<FollowUpRule> FollowUps { get; init; } = [];

    /// <summary>How the journal is compared with the platform's history.</summary>
    public ReconcileOptions Reconcile { get; init; } = new();

    internal static JournalOptions Read(Settings settings)
    {
        var unset = new JournalOptions();
        var options = new JournalOptions
        {
            QueueUrl = settings.Address(nameof(QueueUrl), required: true, "set the URL of the SQS queue that triggers WriteJournalEntry"),
            Crms = settings.List(nameof(Crms)),
            SourceSystem = settings.Text(nameof(SourceSystem), "name the contact centre", unset.SourceSystem),
            WriteAfter = settings.Duration(nameof(WriteAfter), unset.WriteAfter, TimeSpan.Zero, TimeSpan.FromHours(1)),
            WaitForWrapUp = settings.Duration(nameof(WaitForWrapUp), unset.WaitForWrapUp, TimeSpan.Zero, TimeSpan.FromHours(12)),
            WaitForRecording = settings.Duration(nameof(WaitForRecording), unset.WaitForRecording, TimeSpan.Zero, TimeSpan.FromHours(24)),
            LongestInteraction = settings.Duration(nameof(LongestInteraction), unset.LongestInteraction, TimeSpan.FromMinutes(1), TimeSpan.FromDays(4)),
            RememberFor = settings.Duration(nameof(RememberFor), unset.RememberFor, TimeSpan.FromHours(1), TimeSpan.FromDays(30)),
            UnknownCaller = settings.Choice(nameof(UnknownCaller), unset.UnknownCaller),
            DefaultOwner = settings.Text(nameof(DefaultOwner), "set the CRM's id of a user", ""),
            Owners = settings.Items(nameof(Owners), OwnerRule.Read),
            Exclude = settings.Nested(nameof(Exclude), Exclusions.Read),
            VipField = settings.Text(nameof(VipField), "name a field of the customer", ""),
            VipValues = settings.List(nameof(VipValues)),
            FollowUps = settings.Items(nameof(FollowUps), FollowUpRule.Read),
            Reconcile = settings.Nested(nameof(Reconcile), ReconcileOptions.Read),
        };
        if (options.Crms.Count == 0)
        {
            settings.Problem("Crms:0", "is not set", "name a source of Crm__Sources that is told what happened", 0);
        }

        if ((options.VipField.Length == 0) != (options.VipValues.Count == 0))
        {
            settings.Problem(nameof(VipValues), $"and {nameof(VipField)} belong together, and one of them is not set", "set both or none", 0);
        }

        foreach (var same in options.FollowUps.GroupBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            settings.Problem(nameof(FollowUps), $"holds {same.Count()} rules called '{same.Key}'", "give each its own Name", 0);
        }

        return options;
    }
}

/// <summary>What happens with a caller whom no source knows.</summary>
public enum UnknownCaller
{
    /// <summary>No entry.</summary>
    Ignore,

    /// <summary>A contact or lead is created, and the entry belongs to it.</summary>
    Create,

    /// <summary>An entry that belongs to nobody, where the CRM keeps such.</summary>
    Unassigned,
}
