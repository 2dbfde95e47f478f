using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Customers.Sources;

/// <summary>What one source said.</summary>
public abstract record SourceAnswer
{
    private SourceAnswer()
    {
    }

    public static SourceAnswer NotFound { get; } = new NoCustomer();

    public sealed record Found(CustomerRecord Record) : SourceAnswer
    {
        /// <summary>What belongs to the customer and could not be read; none for a complete answer.</summary>
        public IReadOnlyList<MissingPart> Missing { get; init; } = [];
    }

    public sealed record Ambiguous(IReadOnlyList<CustomerRecord> Records) : SourceAnswer;

    public sealed record Failed(UpstreamException Reason) : SourceAnswer;

    private sealed record NoCustomer : SourceAnswer;
}
