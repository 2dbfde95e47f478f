using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Customers.Sources;

/// <summary>A record that belongs to a customer and could not be read, such as the <c>account</c>.</summary>
/// <param name="Name">As people are told: <c>crm (account)</c> names it together with its source.</param>
/// <param name="Reason">Why.</param>
public sealed record MissingPart(string Name, UpstreamException Reason);
