namespace CrmEnrichment.Idempotency;

/// <summary>An event as one handler knows it.</summary>
/// <param name="Handler">The handler's name.</param>
/// <param name="Event">Equal for two deliveries of one event.</param>
public sealed record ClaimKey(string Handler, string Event)
{
    /// <summary>The state store's key.</summary>
    internal string Name => $"event/{Handler}/{Event}";

    /// <summary>The key of version 0.1, which had one handler: what it did and was doing still counts until its entries expire.</summary>
    internal string EarlierName => $"event/{Event}";
}
