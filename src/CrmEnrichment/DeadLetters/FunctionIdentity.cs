namespace CrmEnrichment.DeadLetters;

/// <summary>The Lambda function that was at work.</summary>
public sealed record FunctionIdentity(string Name, string Version);
