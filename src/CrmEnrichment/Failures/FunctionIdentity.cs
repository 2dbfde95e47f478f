namespace CrmEnrichment.Failures;

/// <summary>The Lambda function that was at work.</summary>
public sealed record FunctionIdentity(string Name, string Version);
