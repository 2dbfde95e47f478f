namespace CrmEnrichment.Customers.Sources;

/// <summary>One CRM, read.</summary>
public interface ICustomerSource
{
    string Name { get; }

    /// <summary>Fields of the customer that have to be known before this source can be asked; none for one that finds customers itself.</summary>
    IReadOnlyList<string> Needs => [];

    /// <summary>Asks by id where there is one, then by phone number. Nobody found is an answer, never an exception.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">The CRM did not answer.</exception>
    Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct);

    /// <summary>A real and cheap call that fails when look-ups would fail: same address, credentials and rights. What it may find is dropped.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">The CRM did not answer, or would refuse a look-up; the message names the fix.</exception>
    Task ProbeAsync(CancellationToken ct);
}
