using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Journal.Writing;

/// <summary>How far the entry of one interaction has come, in all CRMs. Only the holder of its lease changes it.</summary>
/// <param name="Crms">By the source's name.</param>
internal sealed record EntryState(ImmutableDictionary<string, CrmEntry> Crms)
{
    public static EntryState Nothing { get; } = new(ImmutableDictionary<string, CrmEntry>.Empty);

    /// <summary>The version of what was known when every CRM had last been told what it is to be told, which is nothing for an excluded interaction. Null before that.</summary>
    public string? Told { get; init; }

    public CrmEntry Of(string crm) => Crms.GetValueOrDefault(crm) ?? new();

    public EntryState With(string crm, CrmEntry entry) => this with { Crms = Crms.SetItem(crm, entry) };
}

/// <summary>The entry in one CRM.</summary>
internal sealed record CrmEntry
{
    /// <summary>It is being created, or was: an attempt that never came back may have succeeded.</summary>
    public bool IsBegun { get; init; }

    /// <summary>The record's id in the CRM.</summary>
    public string? Id { get; init; }

    /// <summary>A person deleted it. It stays so.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whom it belongs to: what was once decided stays.</summary>
    public CustomerRef? Customer { get; init; }

    /// <summary>A contact or lead for an unknown caller is being created, or was.</summary>
    public bool IsCustomerBegun { get; init; }

    /// <summary>By the CRM's name of the member.</summary>
    public ImmutableDictionary<string, WrittenMember> Members { get; init; } = ImmutableDictionary<string, WrittenMember>.Empty;

    /// <summary>By the rule's name; an empty id for a task whose creation has begun.</summary>
    public ImmutableDictionary<string, string> Tasks { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Of what was last written onto the customer.</summary>
    public string? Contact { get; init; }
}

/// <summary>Of one member of an entry, what we wrote and what the CRM made of it, as hashes: texts of a call are kept in the CRM only.</summary>
/// <param name="Sent">Null where it is not known.</param>
/// <param name="Stored">Null where the CRM held nothing.</param>
internal sealed record WrittenMember(string? Sent, string? Stored);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(EntryState))]
[JsonSerializable(typeof(ContactState))]
internal sealed partial class WritingJson : JsonSerializerContext;
