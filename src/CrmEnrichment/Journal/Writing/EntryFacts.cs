using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Journal.Writing;

/// <summary>An entry, and what rules ask of it beside what the CRM is told.</summary>
/// <param name="Entry">Without customer and owner, which differ between CRMs.</param>
/// <param name="Outcomes">Ids and names of all wrap-ups.</param>
/// <param name="Queues">Ids and names of all queues.</param>
internal sealed record EntryFacts(JournalEntry Entry, IReadOnlyList<string> Outcomes, IReadOnlyList<string> Queues);
