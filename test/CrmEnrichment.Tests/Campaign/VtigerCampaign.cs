using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Answers everything with 200, and a search that its database killed with success and no rows.</summary>
internal sealed class VtigerCampaign(PretendVtiger vtiger) : CampaignCrm
{
    private const string Killed = "killed statement";

    public static (string Name, string Value)[] Settings =>
    [
        ("Crm__Sources__0__Vtiger__Account", "false"),
        ("Crm__Sources__0__Fields__crmAccountId", "Contacts.lastname"),
        ("Crm__Sources__0__Fields__loyaltyTier", "Contacts.firstname"),
    ];

    public override FaultScript Faults => vtiger.Faults;

    public override IReadOnlyList<FaultKind> Kinds =>
    [
        new("HTML with 200", Fault.Answer(200, "<br /><b>Fatal error</b>: Allowed memory size exhausted")),
        new("DATABASE_QUERY_ERROR", Fault.Answer(200, """{"success":false,"error":{"code":"DATABASE_QUERY_ERROR","message":"Database error while performing required operation"}}""")),
        new("session gone", Fault.Answer(200, """{"success":false,"error":{"code":"INVALID_SESSIONID","message":"Session Identifier provided is Invalid"}}"""), 0.2),
    ];

    public static async Task<VtigerCampaign> StartAsync(EmbeddedCloud cloud)
    {
        var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        await cloud.UseAsync(vtiger);

        // A module without any record has nobody to find.
        vtiger.Put("Leads", 1, ("company", "NewCo"), ("mobile", "+13175550001"));
        vtiger.Put("Accounts", 2, ("accountname", "Example Ltd"), ("phone", "+13175550002"));
        return new VtigerCampaign(vtiger);
    }

    public override void Put(int customer, string number, int changedIn) => vtiger.Put(
        "Contacts", Number(customer), ("firstname", TierOf(customer)), ("lastname", AccountOf(customer)), ("mobile", number), ("modifiedtime", $"{changedIn}-01-01 00:00:00"));

    public override string Id(int customer) => $"12x{Number(customer)}";

    public override JsonObject Fields(int customer) => new() { ["crmAccountId"] = AccountOf(customer), ["loyaltyTier"] = TierOf(customer) };

    public override void ChangeCredentials() => vtiger.Logins.EndSessions();

    /// <summary>Only searches take long enough to be killed.</summary>
    public override void Break(Func<string, bool> strikes) => vtiger.DatabaseRuns = query => !query.Contains(" LIKE ", StringComparison.Ordinal) || !strikes(Killed);

    public override void Mend() => vtiger.DatabaseRuns = null;

    private static int Number(int customer) => 10_000 + customer;
}
