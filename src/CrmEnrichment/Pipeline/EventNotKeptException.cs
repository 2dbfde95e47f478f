namespace CrmEnrichment.Pipeline;

/// <summary>An event failed, and the dead-letter queue did not take it: the invocation must fail, so that Lambda keeps the event.</summary>
public sealed class EventNotKeptException(string handler, Exception inner)
    : Exception($"{handler} failed and its event could not be kept in the dead-letter queue: {inner.Message}", inner);
