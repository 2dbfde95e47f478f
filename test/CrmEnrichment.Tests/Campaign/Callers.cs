using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Who calls in a campaign, and what an agent must see then. Every customer is another, so that a mix-up shows.</summary>
internal sealed class Callers(CampaignCrm crm)
{
    private const int Each = 40;

    public static JsonObject Nobody => new() { ["lookupStatus"] = "NoMatch" };

    public (string Number, string Id, JsonObject Fields) Known(Random dice)
    {
        var i = dice.Next(Each);
        return (Number(2000 + i), crm.Id(i), Fields(i, "Found"));
    }

    public (string Number, JsonObject Fields) Ambiguous(Random dice)
    {
        var i = dice.Next(Each);
        var fields = Fields(1000 + i, "Ambiguous");
        fields["lookupMatches"] = 2;
        return (Number(6000 + i), fields);
    }

    public static string Unknown(Random dice) => Number(8000 + dice.Next(1000));

    public void PutIntoTheCrm()
    {
        for (var i = 0; i < Each; i++)
        {
            crm.Put(i, Number(2000 + i), 2026);
            crm.Put(1000 + i, Number(6000 + i), 2026);
            crm.Put(2000 + i, Number(6000 + i), 2025);
        }
    }

    private JsonObject Fields(int customer, string status)
    {
        var fields = crm.Fields(customer);
        fields["lookupStatus"] = status;
        return fields;
    }

    private static string Number(int last) => string.Create(CultureInfo.InvariantCulture, $"+1317555{last:0000}");
}
