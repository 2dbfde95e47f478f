using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm;

/// <summary>One configured system. Its roles share one connection: one login, one token or session, one pace.</summary>
/// <param name="Customers">It says who the customer is.</param>
public sealed record CrmSystem(ICustomerSource Customers)
{
    /// <summary>It is told what happened in an interaction; null for a kind that keeps no journal.</summary>
    public ICrmJournal? Journal { get; init; }

    /// <summary>The outcome of a call is put into it; null for a kind that cannot.</summary>
    public ICrmDispositions? Dispositions { get; init; }

    /// <summary>Messages become comments of its tickets; null for a kind that cannot.</summary>
    public ITicketDesk? Tickets { get; init; }

    /// <summary>It is asked what has changed; null for a kind that tells it.</summary>
    public IChangedRecords? Changes { get; init; }
}
