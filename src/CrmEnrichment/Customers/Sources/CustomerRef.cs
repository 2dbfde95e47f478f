using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Customers.Sources;

/// <summary>A customer's record in one source: what a journal entry, a task or a change is about.</summary>
/// <param name="Source">The source's configured name.</param>
/// <param name="Id">The record's id as the source writes it: <c>151</c> (HubSpot), <c>12x3</c> (Vtiger), <c>0035…</c> (Salesforce).</param>
public sealed record CustomerRef(string Source, string Id)
{
    /// <summary>For keys of the state store, which show in traces: an id may be a phone number.</summary>
    internal string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Id}")));

    // The id may be whatever a database holds, such as a number: it stays out of the logs.
    public override string ToString() => $"a customer in {Source}";
}
