namespace CrmEnrichment.Platforms;

/// <summary>What a platform itself remembers of past interactions. The journal is compared with it, because events can be lost.</summary>
public interface IInteractionHistory
{
    /// <summary>The <see cref="Interaction.Origin"/>s under which events tell of these interactions, the usual one first.</summary>
    IReadOnlyList<string> Origins { get; }

    /// <summary>All interactions that began in the period, each once, the oldest first. What is not read to its end costs no further request.</summary>
    /// <param name="since">Included.</param>
    /// <param name="until">Excluded.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="Http.Upstreams.UpstreamException">The platform does not answer, or refuses.</exception>
    IAsyncEnumerable<PastInteraction> ReadAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct);
}
