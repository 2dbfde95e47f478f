using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Local.Vicidial;

namespace CrmEnrichment.Local.Show;

/// <summary>An agent's shift on VICIdial: each call tells its start and its outcome by a URL, and the CRM gets the outcome once.</summary>
internal sealed class Shift : Scene
{
    private int _calls;

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = stage.Cloud.Http.Url };

        teller.Title("a shift on VICIdial: a call, and a sale", "GET /{secret}/webhook/call_end");
        var sale = NewCall(stage, "SALE");
        yield return new Check("shift: the call begins", "OK", await CallAsync(http, CampaignUrl.Start, sale, ct));
        yield return new Check("shift: SALE", "OK", await CallAsync(http, CampaignUrl.Dispo, sale, ct));
        await UntilAsync(stage, () => Writes(stage) > 0, ct);
        teller.TellAnswer(Customer(stage), "crm");
        yield return new Check("shift: the deal's stage", "Closed Won", $"{Customer(stage)["deal_stage"]}");

        teller.Title("the agent's browser sends the same URL again");
        var before = Writes(stage);
        yield return new Check("shift: again", "OK", await CallAsync(http, CampaignUrl.Dispo, sale, ct));
        yield return new Check("shift: the next call", "OK", await CallAsync(http, CampaignUrl.Dispo, NewCall(stage, "XFER"), ct));
        await UntilAsync(stage, () => Writes(stage) > before && $"{Customer(stage)["deal_stage"]}" is "Negotiation", ct);
        yield return new Check("shift: written to the CRM, for the next call only", "1", $"{Writes(stage) - before}");

        teller.Title("two agents at once: a sale, and a customer who says: never again");
        var answers = await Task.WhenAll(CallAsync(http, CampaignUrl.Dispo, NewCall(stage, "SALE"), ct), CallAsync(http, CampaignUrl.Dispo, NewCall(stage, "DNC"), ct));
        yield return new Check("shift: SALE and DNC at once", "OK, OK", string.Join(", ", answers));
        await UntilAsync(stage, () => Customer(stage)["do_not_contact"] is not null, ct);
        yield return new Check("shift: a sale after it", "OK", await CallAsync(http, CampaignUrl.Dispo, NewCall(stage, "SALE"), ct));
        await UntilAsync(stage, () => stage.Cloud.Calls.Bodies.Count == 0 && $"{Customer(stage)["deal_stage"]}" is "Closed Lost", ct);
        teller.TellAnswer(Customer(stage), "crm");
        yield return new Check("shift: the mark stays", "true, Closed Lost", $"{Customer(stage)["do_not_contact"]}, {Customer(stage)["deal_stage"]}");

        teller.Title("variables that VICIdial did not replace");
        yield return new Check("shift: a lead without a vendor code", "MISSING_DATA", await CallAsync(http, CampaignUrl.Dispo, Without(NewCall(stage, "SALE"), "vendor_lead_code"), ct));
        stage.Cloud.Crm.Put(SampleCustomers.Platinum);
    }

    /// <summary>A call that VICIdial knows of, with what its URLs tell.</summary>
    private Dictionary<string, string> NewCall(Stage stage, string dispo)
    {
        var vicidial = stage.Cloud.Vicidial;
        var (id, lead) = ($"1795170000.{++_calls}", vicidial.Find("501")!);
        vicidial.Calls.Add(new($"M{_calls}", id, VicidialAccount.Campaign, "1001", lead.Id, lead.Phone, vicidial.Now, 184, dispo));
        return new(StringComparer.Ordinal)
        {
            ["lead_id"] = $"{lead.Id}",
            ["dispo"] = dispo,
            ["talk_time"] = "184",
            ["user"] = "1001",
            ["phone_number"] = lead.Phone,
            ["campaign"] = VicidialAccount.Campaign,
            ["vendor_lead_code"] = SampleCustomers.Platinum.Id,
            ["recording_filename"] = $"20261129-093000_{lead.Phone}",
            ["uniqueid"] = id,
            ["first_name"] = "Dana",
            ["last_name"] = "Example",
        };
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> call, string name)
    {
        call.Remove(name);
        return call;
    }

    private static async Task<string> CallAsync(HttpClient http, string url, IReadOnlyDictionary<string, string> call, CancellationToken ct)
    {
        // VICIdial does not repeat it, whatever is answered; nor does the show.
        using var response = await http.GetAsync($"{CallUrlSecret.Value}{CampaignUrl.Fill(url, call)}", ct);
        return await response.Content.ReadAsStringAsync(ct);
    }

    private static JsonObject Customer(Stage stage) => stage.Cloud.Crm.Find(SampleCustomers.Platinum.Id)!;

    /// <summary>Of outcomes, and answered: the record changes a moment before the CRM's answer. The journal writes the last contact on its own.</summary>
    private static int Writes(Stage stage) =>
        stage.Cloud.Crm.Requests.All.Count(request => request.Method is "PATCH" && request.Status < 300 && request.Body.Contains("deal_stage", StringComparison.Ordinal));
}
