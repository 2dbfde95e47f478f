using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Dispositions;

/// <summary>A CRM that is told how calls ended.</summary>
/// <param name="Kind">Which kind of system it is.</param>
/// <param name="Dispositions">Takes stages and the do-not-contact mark.</param>
/// <param name="Journal">Takes tasks; null for a kind that keeps none.</param>
public sealed record DispositionCrm(string Kind, ICrmDispositions Dispositions, ICrmJournal? Journal);
