namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>What the validating mock said of a request.</summary>
/// <param name="Violations">Prism's own words, as JSON; null when it found none.</param>
internal sealed record Verdict(string Method, string Path, string Body, int Status, string? Violations);
