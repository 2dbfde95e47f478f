using System.Globalization;

namespace CrmEnrichment.Platforms.Vicidial.Reconciliation;

/// <summary>A lead that had a call of one day with one status, as <c>lead_status_search</c> shows it: with what it is now.</summary>
/// <param name="LeadId">VICIdial's.</param>
/// <param name="VendorCode">Null for a lead that belongs to no CRM record.</param>
/// <param name="Status">What the lead has now. It is another one after a later call.</param>
/// <param name="User">The agent of the lead's latest call.</param>
/// <param name="Phone">National digits.</param>
/// <param name="PhoneCode">The calling code.</param>
/// <param name="CalledAt">When the lead was called last, where that is told.</param>
internal sealed record LeadCall(string LeadId, string? VendorCode, string Status, string? User, string? Phone, string? PhoneCode, DateTimeOffset? CalledAt)
{
    /// <returns>Null for what is no lead.</returns>
    public static LeadCall? Read(IReadOnlyDictionary<string, string> lead) => Text(lead, "lead_id") is { } id && id.All(char.IsAsciiDigit)
        ? new(id, Text(lead, "vendor_lead_code"), (Text(lead, "status") ?? "").ToUpperInvariant(), Text(lead, "user"), Text(lead, "phone_number"), Text(lead, "phone_code"), Moment(lead))
        : null;

    // A lead is personal.
    public override string ToString() => $"lead {LeadId}";

    /// <summary>In the customer's own time, which the lead names.</summary>
    private static DateTimeOffset? Moment(IReadOnlyDictionary<string, string> lead) =>
        DateTime.TryParseExact(Text(lead, "last_local_call_time"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > 2000
        && double.TryParse(Text(lead, "gmt_offset_now"), NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) <= 14
            ? new DateTimeOffset(local, TimeSpan.FromMinutes(Math.Round(hours * 60)))
            : null;

    private static string? Text(IReadOnlyDictionary<string, string> lead, string name) => lead.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
