namespace CrmEnrichment.Benchmarks;

/// <summary>How much is measured.</summary>
internal sealed record Plan
{
    /// <summary>Events for each party before anything is measured: the JIT has compiled what is used often by then.</summary>
    public int WarmUp { get; init; } = 1500;

    /// <summary>In each round every party has its turn, so that a slow moment of the machine meets all of them.</summary>
    public int Rounds { get; init; } = 12;

    public int EventsPerRound { get; init; } = 200;

    /// <summary>How long the upstream takes for each call: none shows our own cost the most; a few milliseconds are what the quickest CRM needs.</summary>
    public int UpstreamMilliseconds { get; init; }

    public int ColdStarts { get; init; } = 5;
}
