namespace CrmEnrichment.Crm.Journals;

/// <summary>An entry that the CRM has.</summary>
/// <param name="Id">The record's id in the CRM.</param>
/// <param name="Stored">Its members as the CRM holds them after the write, which may differ from what was sent (a time in another form). Who wants to know later whether a person edited one compares with these.</param>
public sealed record WrittenEntry(string Id, IReadOnlyDictionary<string, string> Stored)
{
    /// <summary>Members that the CRM gets in a second step only, once the entry's id is known: they are changed next.</summary>
    public IReadOnlyCollection<string> Pending { get; init; } = [];
}
