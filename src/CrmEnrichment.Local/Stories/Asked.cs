using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Stories;

/// <summary>One thing that the function asked of the world outside AWS.</summary>
internal sealed record Asked(string System, RecordedRequest Request);
