namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>What a runtime got from GET next.</summary>
internal sealed record TakenInvocation(string RequestId, string Payload, IReadOnlyDictionary<string, string> Headers);
