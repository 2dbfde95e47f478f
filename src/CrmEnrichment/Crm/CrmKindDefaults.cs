namespace CrmEnrichment.Crm;

/// <summary>What settings that every kind has mean for one of them, where nothing is set.</summary>
/// <param name="Secret">What the secret holds.</param>
/// <param name="Fields">Customer field to what the source calls it.</param>
/// <param name="ChangedAtMember">What the source calls the time of the last change; empty for a kind that has none.</param>
internal sealed record CrmKindDefaults(string Secret, IReadOnlyDictionary<string, string> Fields, string ChangedAtMember);
