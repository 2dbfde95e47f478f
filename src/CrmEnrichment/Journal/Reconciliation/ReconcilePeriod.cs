using CrmEnrichment.Journal.Policies;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>Which interactions a run compares, by their beginnings. Pure.</summary>
internal static class ReconcilePeriod
{
    /// <param name="request">What was asked for.</param>
    /// <param name="progress">Of the schedule; null before its first run.</param>
    /// <param name="options">The journal's.</param>
    /// <param name="now">By our clock.</param>
    /// <exception cref="ArgumentException">The times make no period, or what was written then is forgotten.</exception>
    public static (DateTimeOffset Since, DateTimeOffset Until) Of(ReconcileRequest request, ReconcileProgress? progress, JournalOptions options, DateTimeOffset now)
    {
        var forgotten = now - options.RememberFor;
        if (request.Since is not { } since)
        {
            if (request.Until is not null)
            {
                throw new ArgumentException("until is set, and since is not: set both, or only since.", nameof(request));
            }

            // Every interaction is looked at in two nights; after a run that did not come to its end, from there on.
            var yesterday = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-1);
            var from = progress is null ? now : Earlier(progress.Reached, yesterday) is var start && start < progress.Began ? progress.Began : start;
            return (from < forgotten ? forgotten : from, now - options.Reconcile.After is var until && until > from ? until : from);
        }

        var to = request.Until is { } given && given < now ? given : now;
        return since < forgotten ? throw new ArgumentException($"since is further back than Journal__RememberFor ({options.RememberFor:c}): what was written then is forgotten, and would be written again. Set a later time.", nameof(request))
            : since >= to ? throw new ArgumentException("since is not before until, or not in the past: set an earlier time.", nameof(request))
            : (since, to);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
