using System.Globalization;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Who calls in a campaign, and what an agent must see then. Every customer is another, so that a mix-up shows.</summary>
internal static class Callers
{
    private const int Each = 40;

    public static (string Number, string Id, JsonObject Fields) Known(Random dice)
    {
        var i = dice.Next(Each);
        return (Number(2000 + i), Id(i), Fields(Customer(i), "Found"));
    }

    public static (string Number, JsonObject Fields) Ambiguous(Random dice)
    {
        var i = dice.Next(Each);
        var fields = Fields(Customer(1000 + i), "Ambiguous");
        fields["lookupMatches"] = 2;
        return (Number(6000 + i), fields);
    }

    public static string Unknown(Random dice) => Number(8000 + dice.Next(1000));

    public static JsonObject Nobody => new() { ["lookupStatus"] = "NoMatch" };

    public static IEnumerable<PretendCustomer> All => Enumerable.Range(0, Each).SelectMany(i => new[]
    {
        Customer(i) with { Phones = [Number(2000 + i)] },
        Customer(1000 + i) with { Phones = [Number(6000 + i)], Extra = ChangedIn(2026) },
        Customer(2000 + i) with { Phones = [Number(6000 + i)], Extra = ChangedIn(2025) },
    });

    private static PretendCustomer Customer(int i) => new(Id(i), $"ACCT-{i:0000}")
    {
        LifetimeValue = i + 0.25m,
        LoyaltyTier = i % 2 == 0 ? "Gold" : "Silver",
        LastPurchaseDate = i % 3 == 0 ? null : $"2026-01-{1 + (i % 28):00}T09:15:00Z",
    };

    private static JsonObject Fields(PretendCustomer customer, string status)
    {
        var fields = new JsonObject
        {
            ["crmAccountId"] = customer.AccountId,
            ["lifetimeValue"] = customer.LifetimeValue,
            ["loyaltyTier"] = customer.LoyaltyTier,
            ["lookupStatus"] = status,
        };
        if (customer.LastPurchaseDate is { } date)
        {
            fields["lastPurchaseDate"] = date;
        }

        return fields;
    }

    private static string Id(int i) => $"CUST-{i:0000}";

    private static string Number(int last) => string.Create(CultureInfo.InvariantCulture, $"+1317555{last:0000}");

    private static JsonObject ChangedIn(int year) => new() { ["updatedAt"] = $"{year}-01-01T00:00:00Z" };
}
