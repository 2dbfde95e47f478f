namespace CrmEnrichment.Platforms;

/// <summary>Puts a context where the agents of one platform look.</summary>
public interface IContextWriter
{
    /// <summary>The <see cref="Interaction.Origin"/> whose interactions it writes to, such as <c>genesys/partner</c>.</summary>
    string Origin { get; }

    /// <summary>Gets credentials ahead of need, side by side with the CRM look-up.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">They cannot be had.</exception>
    Task SignInAsync(CancellationToken ct);

    /// <returns>False when the interaction is gone.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The platform did not take the context.</exception>
    Task<bool> WriteAsync(Interaction interaction, InteractionContext context, CancellationToken ct);
}
