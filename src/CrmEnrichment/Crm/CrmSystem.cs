using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm;

/// <summary>One configured system. Its roles share one connection: one login, one token or session, one pace.</summary>
/// <param name="Customers">It says who the customer is.</param>
public sealed record CrmSystem(ICustomerSource Customers);
