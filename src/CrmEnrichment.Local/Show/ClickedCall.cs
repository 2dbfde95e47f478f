using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Local.Vicidial;

namespace CrmEnrichment.Local.Show;

/// <summary>Somebody clicks a number in the CRM, and an agent of VICIdial calls it. The agent's browser closes before the Dispo Call URL; the nightly reconciliation finds the outcome in VICIdial, and the CRM gets it.</summary>
internal sealed class ClickedCall : Scene
{
    private const string Agent = "1001";

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        var vicidial = stage.Cloud.Vicidial;
        var lead = vicidial.NewLead();
        (lead["list_id"], lead["gmt_offset_now"], lead["phone_code"], lead["phone_number"], lead["vendor_lead_code"]) = (VicidialAccount.List, "-5.00", "1", "7275551003", SampleCustomers.Platinum.Id);
        var id = $"{lead.Id}";
        using var http = new HttpClient { BaseAddress = stage.Cloud.Http.Url };
        http.DefaultRequestHeaders.Add("x-api-key", CallKeys.Key);

        teller.Title("a click in the CRM, and the agent's telephone calls", "POST /calls");
        var (status, answer) = await PostAsync(http, "calls", new JsonObject { ["agent"] = Agent, ["phone"] = $"+1{lead.Phone}", ["lead_id"] = id }, ct);
        teller.TellAnswer(answer, "answer");
        yield return new Check("click: the call", $"200 done, {Agent} is INCALL with lead {id}", $"{status} {answer["status"]}, {Agent} is {vicidial.Agents[Agent].Status} with lead {vicidial.Agents[Agent].LeadId}");

        teller.Title("a second click while the agent talks");
        (status, answer) = await PostAsync(http, "calls", new JsonObject { ["agent"] = Agent, ["phone"] = $"+1{lead.Phone}" }, ct);
        teller.TellAnswer(answer, "answer");
        yield return new Check("click: again", "409", $"{status}");

        teller.Title("the outcome, and a browser that closes before it calls the Dispo Call URL");
        (status, _) = await PostAsync(http, $"calls/{Agent}/disposition", new JsonObject { ["status"] = "SALE" }, ct);
        yield return new Check("click: the outcome", "200, SALE", $"{status}, {lead["status"]}");
        yield return new Check("click: the CRM knows nothing of it", "", $"{Customer(stage)["deal_stage"]}");

        teller.Title("the reconciliation finds it: ReconcileVicidial");
        var today = vicidial.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var request = new JsonObject { ["since"] = today, ["until"] = today, ["fix"] = true }.ToJsonString();
        var found = await stage.PlayAsync(stage.Cloud.ReconcileVicidial, new SampleEvent(request, request), ct);
        teller.TellCall(found);
        var finding = (found.Answer.Json?["findings"] as JsonArray)?.FirstOrDefault(one => string.Equals(one?["leadId"]?.ToString(), id, StringComparison.Ordinal));
        teller.TellAnswer(finding as JsonObject ?? [], "found");
        yield return new Check("click: found", "Missing: SALE", $"{finding?["kind"]}: {finding?["disposition"]}", found.Invocation.Last);
        await UntilAsync(stage, () => Customer(stage)["deal_stage"] is not null, ct);
        teller.TellAnswer(Customer(stage), "crm");
        yield return new Check("click: repaired", "Closed Won", $"{Customer(stage)["deal_stage"]}");
        stage.Cloud.Crm.Put(SampleCustomers.Platinum);
    }

    private static JsonObject Customer(Stage stage) => stage.Cloud.Crm.Find(SampleCustomers.Platinum.Id)!;

    private static async Task<(int Status, JsonObject Answer)> PostAsync(HttpClient http, string path, JsonObject body, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync(path, body, ct);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!.AsObject());
    }
}
