using System.Text.Json;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary>HubSpot's contacts, by id or by phone number; the only one found comes with its company and its open deal.</summary>
internal sealed class HubSpotCustomerSource(
    CrmSourceOptions options, HubSpotConnection connection, PhoneNumberReader numbers, RelatedRecords related, HubSpotProperties properties) : ICustomerSource
{
    /// <summary>More contacts under one number are a switchboard's; of these the ones changed last.</summary>
    private const int MostContacts = 20;

    /// <summary>What was typed, and what HubSpot made of it: E.164 with the calling code of the contact's country.</summary>
    private static readonly (string Typed, string Calculated)[] s_numbers =
        [("phone", "hs_calculated_phone_number"), ("mobilephone", "hs_calculated_mobile_number")];

    private readonly HubSpotFields _fields = new(options);

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.CustomerId is { } id && HubSpotRecordId.Is(id)
            && await connection.GetAsync(HubSpotConnection.Contacts, id, Asked([]), Scope("contacts"), ct) is { } contact)
        {
            return await CompleteAsync(contact, ct);
        }

        return query.Phone is { } phone
            ? await ByPhoneAsync(phone, ct)
            : SourceAnswer.NotFound;
    }

    /// <summary>The requests of a look-up, for nobody: a property that a search cannot have, a missing scope and the searches' own limit show nowhere else. Then what no look-up shows: a property that is only read.</summary>
    public Task ProbeAsync(CancellationToken ct)
    {
        var probes = new List<Task>
        {
            ProbeAsync(HubSpotConnection.Contacts, _fields.OfContact, Scope("contacts"), () => connection.SearchAsync(HubSpotConnection.Contacts, ContactsWith(ProbeIdentity.Phone), Scope("contacts"), ct), ct),
        };
        if (_fields.OfCompany.Count > 0)
        {
            probes.Add(ProbeAsync(
                HubSpotConnection.Companies, _fields.OfCompany, CompanyScope, () => connection.GetAsync(HubSpotConnection.Companies, ProbeIdentity.Id, _fields.OfCompany, CompanyScope, ct), ct));
        }

        if (_fields.OfDeal.Count > 0)
        {
            probes.Add(ProbeAsync(HubSpotConnection.Deals, _fields.OfDeal, DealScope, () => connection.SearchAsync(HubSpotConnection.Deals, DealOf(ProbeIdentity.Id), DealScope, ct), ct));
        }

        return Task.WhenAll(probes);
    }

    /// <summary>The look-up's own request first: its refusal says more.</summary>
    private async Task ProbeAsync(string type, IReadOnlyList<string> names, string right, Func<Task> ask, CancellationToken ct)
    {
        await ask();
        await properties.RequireAsync(type, names, right, "Crm__Sources__N__Fields or ChangedAtMember", ct);
    }

    private async Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct)
    {
        var found = await connection.SearchAsync(HubSpotConnection.Contacts, ContactsWith(phone), Scope("contacts"), ct);
        return found.Where(contact => Has(contact, phone)).ToList() switch
        {
            [] when found.Count >= MostContacts => throw new UpstreamException(
                Name, UpstreamFault.Rejected, $"{Name}: more contacts than are asked for have the number without its calling code, and none of those that came is the caller. Ask another source."),
            [] => SourceAnswer.NotFound,
            [var one] => await CompleteAsync(one, ct),
            var several => new SourceAnswer.Ambiguous([.. several.Select(contact => _fields.Read(contact, null, null))]),
        };
    }

    // What people typed is searched as E.164, what HubSpot made of it without country code: so those of other countries are found too.
    private HubSpotSearch ContactsWith(PhoneNumber phone) => new(
        [
            [("phone", phone.E164)],
            [("mobilephone", phone.E164)],
            [("hs_searchable_calculated_phone_number", phone.NationalDigits)],
            [("hs_searchable_calculated_mobile_number", phone.NationalDigits)],
        ],
        Asked([.. s_numbers.SelectMany(number => new[] { number.Typed, number.Calculated })]), options.ChangedAtMember, MostContacts);

    private HubSpotSearch DealOf(string contact) => new([[("associations.contact", contact), ("hs_is_closed", "false")]], _fields.OfDeal, "hs_lastmodifieddate", 1);

    private bool Has(JsonElement contact, PhoneNumber phone) => s_numbers.Any(number =>
        (HubSpotFields.Property(contact, number.Calculated) ?? HubSpotFields.Property(contact, number.Typed)) is { } value
        && value.TryText(out var text) && numbers.Reads(text, phone));

    private async Task<SourceAnswer> CompleteAsync(JsonElement contact, CancellationToken ct)
    {
        var readCompany = related.ReadAsync("company", token => CompanyAsync(contact, token), ct);
        var readDeal = related.ReadAsync("deal", token => DealAsync(contact, token), ct);
        var ((company, noCompany), (deal, noDeal)) = (await readCompany, await readDeal);
        return new SourceAnswer.Found(_fields.Read(contact, company, deal)) { Missing = [.. new[] { noCompany, noDeal }.OfType<MissingPart>()] };
    }

    private async Task<JsonElement?> CompanyAsync(JsonElement contact, CancellationToken ct) =>
        _fields.OfCompany.Count > 0 && Id(HubSpotFields.Property(contact, "associatedcompanyid")) is { } id
            ? await connection.GetAsync(HubSpotConnection.Companies, id, _fields.OfCompany, CompanyScope, ct)
            : null;

    private async Task<JsonElement?> DealAsync(JsonElement contact, CancellationToken ct)
    {
        if (_fields.OfDeal.Count == 0 || !contact.TryMember("id", out var member) || Id(member) is not { } id)
        {
            return null;
        }

        return await connection.SearchAsync(HubSpotConnection.Deals, DealOf(id), DealScope, ct) is [var deal, ..] ? deal : null;
    }

    private IReadOnlyList<string> Asked(IReadOnlyList<string> more) =>
        [.. _fields.OfContact.Concat(more).Append("associatedcompanyid").Distinct(StringComparer.Ordinal)];

    /// <summary>An id is put into a path, so it has to be one.</summary>
    private static string? Id(JsonElement? value) => value is { } id && id.TryText(out var text) && HubSpotRecordId.Is(text) ? text : null;

    private string CompanyScope => Scope("companies", nameof(HubSpotOptions.Company));

    private string DealScope => Scope("deals", nameof(HubSpotOptions.Deal));

    private string Scope(string of, string? orSwitchOff = null) =>
        $"the scope crm.objects.{of}.read to the service key or private app{(orSwitchOff is null ? "" : $", or set {orSwitchOff} of the source '{Name}' to {bool.FalseString}")}";
}
