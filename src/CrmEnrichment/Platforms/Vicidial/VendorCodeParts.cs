namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>Puts the CRM's own id in the place of a lead's vendor code, before the journal looks the customer up.</summary>
/// <param name="codes">What codes stand for.</param>
/// <param name="origin">Of the events that carry vendor codes.</param>
/// <param name="source">The source that an id without a name is looked up in.</param>
internal sealed class VendorCodeParts(VendorCodes codes, string origin, string source) : IInteractionParts
{
    /// <remarks>A record of another source is left to its number: an id of one CRM is somebody else's in another.</remarks>
    public async Task<InteractionEvent?> PlaceAsync(InteractionEvent e, CancellationToken ct) =>
        !string.Equals(e.Origin, origin, StringComparison.Ordinal) || e.CustomerId is not { } code ? e
        : e with { CustomerId = await codes.FindAsync(code, ct) is { } record && string.Equals(record.Source, source, StringComparison.Ordinal) ? record.Id : null };
}
