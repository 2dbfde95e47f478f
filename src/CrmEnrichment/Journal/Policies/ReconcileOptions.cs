using CrmEnrichment.Configuration;

namespace CrmEnrichment.Journal.Policies;

/// <summary>Section <c>Journal:Reconcile</c>: how the journal is compared with the platform's own history.</summary>
public sealed class ReconcileOptions
{
    /// <summary>Whether the nightly run repairs what it finds.</summary>
    public bool Fix { get; init; } = true;

    /// <summary>How long after its end an interaction is looked at: until then events may be under way, and the history is not complete.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Whether each CRM is also asked for its entry: one more request for each entry.</summary>
    public bool ReadCrms { get; init; }

    internal static ReconcileOptions Read(Settings settings)
    {
        var unset = new ReconcileOptions();
        return new()
        {
            Fix = settings.Flag(nameof(Fix), unset.Fix),
            After = settings.Duration(nameof(After), unset.After, TimeSpan.Zero, TimeSpan.FromDays(1)),
            ReadCrms = settings.Flag(nameof(ReadCrms), unset.ReadCrms),
        };
    }
}
