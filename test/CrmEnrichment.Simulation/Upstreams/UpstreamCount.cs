namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>What one upstream was asked, and how often it said 429.</summary>
internal sealed class UpstreamCount
{
    public int Requests { get; private set; }

    public int TooMany { get; private set; }

    /// <summary>The first 429; null for none.</summary>
    public DateTimeOffset? FirstTooMany { get; private set; }

    public void Count(HttpResponseMessage answer, DateTimeOffset now)
    {
        Requests++;
        if (answer.StatusCode is System.Net.HttpStatusCode.TooManyRequests)
        {
            TooMany++;
            FirstTooMany ??= now;
        }
    }
}
