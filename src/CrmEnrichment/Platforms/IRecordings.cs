namespace CrmEnrichment.Platforms;

/// <summary>Where recordings can be heard, of a platform that tells a recording's name before it knows the recording's place.</summary>
public interface IRecordings
{
    /// <summary>The <see cref="Interaction.Origin"/>s whose recordings it finds.</summary>
    bool Knows(string origin);

    /// <param name="name">As <see cref="InteractionEvent.RecordingName"/>.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>Null as long as the recording is being processed, and for one that there is not.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The platform did not answer.</exception>
    Task<Uri?> FindAsync(string name, CancellationToken ct);
}
