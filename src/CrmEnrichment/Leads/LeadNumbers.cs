using System.Collections.Concurrent;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Leads;

/// <summary>Reads a lead's number in the form of its own country.</summary>
/// <param name="defaultRegion">Of leads that name none.</param>
internal sealed class LeadNumbers(string defaultRegion)
{
    private readonly ConcurrentDictionary<string, PhoneNumberReader> _readers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="text">As the CRM has it.</param>
    /// <param name="country">ISO code. With what is none, such as a country's whole name, only a number with a plus is read: in another country's form it could be somebody else's.</param>
    public PhoneNumber? Read(string? text, string? country)
    {
        var region = country?.Trim() is { Length: > 0 } given ? given : defaultRegion;
        return PhoneNumberReader.IsKnownRegion(region) ? _readers.GetOrAdd(region.ToUpperInvariant(), known => new PhoneNumberReader(known)).Read(text).Phone
            : text?.TrimStart().StartsWith('+') is true ? Read(text, country: null)
            : null;
    }
}
