using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HttpAttributes;

/// <summary>What the pretend APIs know of the sample customers, by the account id that the pretend CRM gives.</summary>
public static class SampleAttributes
{
    public const string Service = "fibre", Location = "Indianapolis";

    public static void PutInto(PretendAttributeApis apis, TimeProvider time)
    {
        apis.PutPayments(SampleCustomers.Platinum.AccountId, Status(0m, "2026-07-01", "direct debit", autoPay: true));
        apis.PutPayments(SampleCustomers.Gold.AccountId, Status(120.50m, "2026-05-12", "invoice", autoPay: false));
        apis.PutPayments(SampleCustomers.Silver.AccountId, Status(19.99m, null, "invoice", autoPay: false));

        var now = time.GetUtcNow();
        apis.PutAppointments(
            SampleCustomers.Platinum.AccountId,
            Appointment("confirmed", now.AddDays(2), "Installation"),
            Appointment("cancelled", now.AddDays(3), "Repair"),
            Appointment("scheduled", now.AddDays(60), "Inspection"),
            Appointment("confirmed", now.AddDays(-7), "Survey"));

        apis.PutAvailability(Service, Location, available: true);
    }

    private static JsonObject Status(decimal balance, string? lastPayment, string method, bool autoPay) => new()
    {
        ["balance"] = balance,
        ["last_payment_date"] = lastPayment,
        ["default_method"] = method,
        ["auto_pay"] = autoPay,
    };

    private static JsonObject Appointment(string status, DateTimeOffset starts, string what) => new()
    {
        ["status"] = status,
        ["starts"] = starts.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["what"] = what,
    };
}
