namespace CrmEnrichment.Tests;

/// <summary>A request as the other side received it.</summary>
public sealed record RecordedRequest(HttpMethod Method, Uri Address, string? Authorization, string? ContentType, string Body);
