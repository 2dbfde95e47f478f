namespace CrmEnrichment.Reconciliation;

/// <summary>How long one run of a reconciliation compares. Pure.</summary>
/// <param name="Comparing">After it no further part of the period is begun.</param>
/// <param name="Whole">After it no system is asked any more.</param>
internal sealed record ReconcileTime(TimeSpan Comparing, TimeSpan Whole)
{
    /// <summary>What is kept back for the answer.</summary>
    private static readonly TimeSpan s_answering = TimeSpan.FromSeconds(5);

    /// <param name="maxSeconds">What the request asks for; null: as long as there is time.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <exception cref="ArgumentException">The request asks for no time at all.</exception>
    public static ReconcileTime Of(int? maxSeconds, TimeSpan timeLeft)
    {
        if (maxSeconds is < 1)
        {
            throw new ArgumentException("maxSeconds is less than 1: set a whole number of seconds, or leave it out.", nameof(maxSeconds));
        }

        var comparing = maxSeconds is { } seconds && TimeSpan.FromSeconds(seconds) < timeLeft - s_answering ? TimeSpan.FromSeconds(seconds) : timeLeft - s_answering;
        return new(comparing, comparing + s_answering - TimeSpan.FromSeconds(1));
    }
}
