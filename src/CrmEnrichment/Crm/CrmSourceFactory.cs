using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm;

/// <summary>Makes the source that one entry of <c>Crm:Sources</c> describes. Registered under its <see cref="CrmKind"/>, by whichever assembly has the kind.</summary>
public delegate ICustomerSource CrmSourceFactory(IServiceProvider services, CrmSourceOptions source);
