using CrmEnrichment.Platforms.Vicidial.Reconciliation;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>Which days a run compares. Pure.</summary>
internal static class DispositionPeriod
{
    /// <summary>A night that fails is made up for; and what was repaired is looked at once more.</summary>
    private const int Nightly = 2;

    /// <param name="request">What was asked for.</param>
    /// <param name="reached">Days before it are compared, by the schedule; null before its first run.</param>
    /// <param name="today">Of VICIdial's server.</param>
    /// <exception cref="ArgumentException">The days make no period, or what reached us then is forgotten.</exception>
    public static (DateOnly Since, DateOnly Until) Of(DispositionReconcileRequest request, DateOnly? reached, DateOnly today)
    {
        var oldest = today.AddDays(1 - ToldCalls.Kept.Days);
        if (request.Since is not { } since)
        {
            if (request.Until is not null)
            {
                throw new ArgumentException("until is set, and since is not: set both, or only since.", nameof(request));
            }

            var usual = today.AddDays(-Nightly);
            var from = reached < usual ? reached.Value : usual;
            return (from < oldest ? oldest : from, today.AddDays(-1));
        }

        var until = request.Until is { } given && given < today ? given : today;
        return since < oldest ? throw new ArgumentException($"since is before {oldest:yyyy-MM-dd}: what reached us {ToldCalls.Kept.Days} days ago is forgotten. Set a later day.", nameof(request))
            : since > until ? throw new ArgumentException("since is after until, or in the future: set an earlier day.", nameof(request))
            : (since, until);
    }
}
