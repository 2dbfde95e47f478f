using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Journal.Writing;

/// <summary>The CRMs that are told, in the order of the settings.</summary>
public sealed record CrmJournals(IReadOnlyList<ICrmJournal> All);
