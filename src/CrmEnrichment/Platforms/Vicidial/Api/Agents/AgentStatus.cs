namespace CrmEnrichment.Platforms.Vicidial.Api.Agents;

/// <summary>What an agent does, as the server sees it.</summary>
/// <param name="Status">READY, QUEUE, INCALL, PAUSED or CLOSER.</param>
/// <param name="CallId">The call's, such as <c>M4050908070000012345</c>; null without one.</param>
/// <param name="LeadId">The lead on the agent's screen; null without one.</param>
/// <param name="SubStatus">DEAD, DISPO, 3-WAY, PARK, RING, PREVIEW or DIAL; null for none of them.</param>
/// <param name="Phone">The lead's number.</param>
internal sealed record AgentStatus(string Status, string? CallId, string? LeadId, string Campaign, string? SubStatus, string? Phone, string? VendorCode)
{
    public bool IsPaused => Is("PAUSED");

    /// <summary>Also one that the customer has ended, until the agent's end of it is hung up.</summary>
    public bool HasCall => (Is("INCALL") || Is("QUEUE")) && SubStatus is not "DISPO";

    /// <summary>The call is over, and its outcome is not given yet.</summary>
    public bool IsWrappingUp => SubStatus is "DISPO" or "DEAD";

    private bool Is(string status) => string.Equals(Status, status, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => SubStatus is null ? Status : $"{Status}/{SubStatus}";
}
