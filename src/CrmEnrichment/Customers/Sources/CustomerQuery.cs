using System.Collections.ObjectModel;
using System.Text.Json;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Customers.Sources;

/// <summary>Who is looked for: a customer id, a phone number, or both; the id is asked for first.</summary>
public sealed record CustomerQuery(string? CustomerId, PhoneNumber? Phone)
{
    /// <summary>What the sources that find customers have said; empty for those sources themselves (<see cref="ICustomerSource.Needs"/>).</summary>
    public IReadOnlyDictionary<string, JsonElement> Known { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>The customer's record in each source, where it is known: these sources are asked, each by its own id, and no other finds anybody. Nothing is read from the cache.</summary>
    public IReadOnlyList<CustomerRef> Records { get; init; } = [];

    /// <summary>As one of <see cref="Records"/>, for an asker whom a cached answer suffices.</summary>
    public CustomerRef? Record { get; init; }

    /// <summary>Nothing to look for: a withheld number, an address that is no number.</summary>
    public bool IsEmpty => CustomerId is null && Phone is null && Records.Count == 0 && Record is null;

    /// <summary>What one source is asked. An id of one CRM is somebody else's in another.</summary>
    internal CustomerQuery For(string source) => IsByRecord ? this with { CustomerId = RecordIn(source)?.Id, Records = [], Record = null } : this;

    /// <summary>Whether a source that finds customers is asked.</summary>
    internal bool Asks(string source) => !IsByRecord || RecordIn(source) is not null;

    private bool IsByRecord => Records.Count > 0 || Record is not null;

    private CustomerRef? RecordIn(string source) =>
        Records.Append(Record).FirstOrDefault(record => string.Equals(record?.Source, source, StringComparison.Ordinal));

    public override string ToString() => $"{(CustomerId is null ? "no id" : "an id")}, {(Phone is null ? "no number" : "a number")}";
}
