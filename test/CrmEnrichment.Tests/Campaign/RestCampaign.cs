using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

internal sealed class RestCampaign(EmbeddedCloud cloud) : CampaignCrm
{
    public override FaultScript Faults => cloud.Crm.Faults;

    public override void Put(int customer, string number, int changedIn) => cloud.Crm.Put(
        Customer(customer) with { Phones = [number], Extra = new JsonObject { ["updatedAt"] = $"{changedIn}-01-01T00:00:00Z" } });

    public override string Id(int customer) => $"CUST-{customer:0000}";

    public override JsonObject Fields(int customer)
    {
        var known = Customer(customer);
        var fields = new JsonObject { ["crmAccountId"] = known.AccountId, ["lifetimeValue"] = known.LifetimeValue, ["loyaltyTier"] = known.LoyaltyTier };
        if (known.LastPurchaseDate is { } date)
        {
            fields["lastPurchaseDate"] = date;
        }

        return fields;
    }

    public override void ChangeCredentials() => cloud.RotateCrmKey($"key-{Guid.NewGuid():N}");

    private PretendCustomer Customer(int i) => new(Id(i), AccountOf(i))
    {
        LifetimeValue = i + 0.25m,
        LoyaltyTier = TierOf(i),
        LastPurchaseDate = i % 3 == 0 ? null : $"2026-01-{1 + (i % 28):00}T09:15:00Z",
    };
}
