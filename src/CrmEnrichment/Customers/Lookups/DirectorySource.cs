using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>One source as the directory asks it.</summary>
/// <param name="Source">Whom to ask.</param>
/// <param name="Priority">Where several sources know a field, the lowest number is believed.</param>
/// <param name="Role">When it is asked.</param>
/// <param name="Deadline">How long it may take, its retries included.</param>
public sealed record DirectorySource(ICustomerSource Source, int Priority, SourceRole Role, TimeSpan Deadline);
