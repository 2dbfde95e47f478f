using System.Collections.ObjectModel;
using System.Text.Json;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Customers.Sources;

/// <summary>Who is looked for: a customer id, a phone number, or both; the id is asked for first.</summary>
public sealed record CustomerQuery(string? CustomerId, PhoneNumber? Phone)
{
    /// <summary>What the sources that find customers have said; empty for those sources themselves (<see cref="ICustomerSource.Needs"/>).</summary>
    public IReadOnlyDictionary<string, JsonElement> Known { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>Nothing to look for: a withheld number, an address that is no number.</summary>
    public bool IsEmpty => CustomerId is null && Phone is null;

    public override string ToString() => $"{(CustomerId is null ? "no id" : "an id")}, {(Phone is null ? "no number" : "a number")}";
}
