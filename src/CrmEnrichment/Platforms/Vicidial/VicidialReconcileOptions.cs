using System.Collections.Frozen;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>Section <c>Vicidial:Reconcile</c>: how what reached us is compared with VICIdial's own counts.</summary>
public sealed class VicidialReconcileOptions
{
    /// <summary>Whether the nightly run gives what is missing to SyncDisposition.</summary>
    public bool Fix { get; init; } = true;

    /// <summary>How long after the lead's last call its URL may still come.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Statuses for which VICIdial calls no Dispo Call URL, beside its own.</summary>
    public IReadOnlyList<string> WithoutAgent { get; init; } = [];

    /// <summary>All of them.</summary>
    internal IReadOnlySet<string> Untold => DialerStatuses.All.Concat(WithoutAgent).ToFrozenSet(StringComparer.Ordinal);

    internal static VicidialReconcileOptions Read(Settings settings)
    {
        var unset = new VicidialReconcileOptions();
        return new()
        {
            Fix = settings.Flag(nameof(Fix), unset.Fix),
            After = settings.Duration(nameof(After), unset.After, TimeSpan.Zero, TimeSpan.FromDays(1)),
            WithoutAgent = [.. settings.List(nameof(WithoutAgent)).Select(status => status.ToUpperInvariant())],
        };
    }
}
