using System.Text.Json;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Leads;

/// <summary>Reads one lead that somebody brings, over HTTP or in a file, and says what is wrong with it.</summary>
internal sealed class LeadReader(LeadsOptions options, LeadNumbers numbers)
{
    /// <param name="one">As a sender writes it.</param>
    /// <param name="crm">The source whose record it is.</param>
    /// <param name="now">When it came.</param>
    /// <returns>The lead; or the first field at fault, and the fix, in which no value stands.</returns>
    public (LeadEvent? Lead, string Field, string Fix) Read(JsonElement one, string crm, DateTimeOffset now)
    {
        if (one.ValueKind is not JsonValueKind.Object)
        {
            return (null, "body", "Send each lead as a JSON object.");
        }

        if (!one.TryMember(LeadField.Id, out var member) || Text(member) is not { } id || !RecordChange.IsId(id))
        {
            return (null, LeadField.Id, $"Give id as the record's id in the CRM: a text of 1 to {RecordChange.LongestId} characters without control characters, or a whole number.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in one.EnumerateObject().Where(field => field.Value.ValueKind is not JsonValueKind.Null && Name(field) is { } name && options.Keeps(name)).Take(LeadField.Most))
        {
            if (Text(field.Value) is not { Length: <= LeadField.Longest } text)
            {
                return (null, field.Name, $"Give {field.Name} as a text of at most {LeadField.Longest} characters.");
            }

            if (text.Trim() is { Length: > 0 } value)
            {
                fields[field.Name] = value;
            }
        }

        return Problem(fields) is var (wrong, fix) ? (null, wrong, fix) : (new LeadEvent(crm, id, fields, now), "", "");
    }

    private (string Field, string Fix)? Problem(Dictionary<string, string> fields) =>
        fields.TryGetValue(LeadField.Country, out var country) && !PhoneNumberReader.IsKnownRegion(country) ? (LeadField.Country, "Give country as its ISO code of two letters, such as US, or leave it out.")
        : fields.TryGetValue(LeadField.Phone, out var phone) && numbers.Read(phone, country) is null ? (LeadField.Phone, "Give phone as a number that can be called, best in E.164: +13175550142. Leave it out where the CRM has it.")
        : fields.TryGetValue(LeadField.List, out var list) && !LeadListRule.IsList(list) ? (LeadField.List, "Give list as VICIdial's id of it, 1 to 14 digits, or leave it out.")
        : fields.TryGetValue(LeadField.Campaign, out var campaign) && !LeadListRule.IsCampaign(campaign) ? (LeadField.Campaign, "Give campaign as VICIdial's id of it, or leave it out.")
        : null;

    /// <returns>Null for a name that cannot be read.</returns>
    private static string? Name(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.TryText(out var text) ? text : null,
    };
}
