namespace CrmEnrichment.Local.Lambda;

/// <summary>One try of an invocation: a process that works on it, and on nothing else meanwhile.</summary>
internal sealed record Attempt(FunctionDefinition Function, string RequestId, ReadOnlyMemory<byte> Payload, int ProcessId);
