using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Platforms.Vicidial.Api;

namespace CrmEnrichment.Leads;

/// <summary>Reads in the CRM what nobody told of a lead.</summary>
internal sealed class LeadRecords(CustomerDirectory directory, VicidialApiOptions vicidial, LeadsOptions options)
{
    /// <summary>What was told counts before what the CRM has.</summary>
    /// <returns>The lead with the fields of its record; null for a record that the CRM does not have.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The CRM did not answer.</exception>
    public async Task<LeadEvent?> CompleteAsync(LeadEvent lead, CancellationToken ct)
    {
        if (lead[LeadField.Phone] is not null)
        {
            return lead;
        }

        // A lead needs whole addresses: whoever gets it is the dialler, and no agent's context.
        await using var lookup = directory.Begin(
            new CustomerQuery(null, null) { Records = [new CustomerRef(lead.Crm, lead.Id)] }, new Requester(nameof(InjectLead), Audience.Admin, lead.Key));
        var found = await lookup.CompleteAsync(ct);
        if (found.Failures.FirstOrDefault(failure => string.Equals(failure.Upstream, lead.Crm, StringComparison.Ordinal)) is { } failed)
        {
            throw failed;
        }

        return found.Matches == 0 ? null : lead with { Fields = Fields(lead, found) };
    }

    private Dictionary<string, string> Fields(LeadEvent lead, Found found)
    {
        var fields = new Dictionary<string, string>(lead.Fields, StringComparer.Ordinal);
        foreach (var (name, from) in vicidial.LeadFields
            .Append(new(LeadField.Phone, options.PhoneField))
            .Append(new(LeadField.Country, options.CountryField))
            .Concat(options.Lists.Where(rule => rule.WhenField.Length > 0).Select(rule => KeyValuePair.Create(rule.WhenField, rule.WhenField))))
        {
            if (found.Fields.TryGetValue(from, out var value) && value.TryText(out var text) && text.Length > 0)
            {
                fields.TryAdd(name, text);
            }
        }

        return fields;
    }
}
