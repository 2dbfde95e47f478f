namespace CrmEnrichment.Crm.Changes;

/// <summary>What somebody sent who says that records have changed; nothing of it is believed yet.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Address">The whole address as the sender called it, with its query. Made of the settings and the path, never of a header.</param>
/// <param name="PathSecret">What follows the source's name in the path; null for nothing.</param>
/// <param name="Headers">By name in any spelling.</param>
/// <param name="Body">At most as long as <see cref="LongestBody"/>.</param>
public sealed record ReceivedNotice(string Method, string Address, string? PathSecret, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>In characters. A hundred events of HubSpot, the most in one request, have about 40,000.</summary>
    public const int LongestBody = 1_000_000;

    internal string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    // The address can hold a secret, the body whatever a customer record has.
    public override string ToString() => Method;
}
