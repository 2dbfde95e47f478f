namespace CrmEnrichment.Local.Lambda;

/// <summary>What the runtime posted: the handler's result, or its error object.</summary>
internal sealed record RuntimeAnswer(ReadOnlyMemory<byte> Payload, bool IsError);
