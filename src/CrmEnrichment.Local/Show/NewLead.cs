using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Local.Vicidial;

namespace CrmEnrichment.Local.Show;

/// <summary>The CRM brings a lead, and it is in the dialler; the same number again is not dialled twice, and one on the do-not-call list not at all.</summary>
internal sealed class NewLead : Scene
{
    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = stage.Cloud.Http.Url };
        http.DefaultRequestHeaders.Add("x-api-key", LeadKeys.Key);

        teller.Title("the CRM brings a lead", "POST /leads");
        yield return new Check("lead: POST /leads", "202", await BringAsync(http, "LEAD-1", "+17275551999", ct));
        await UntilAddedAsync(stage, "LEAD-1", ct);
        yield return new Check("lead: in VICIdial's list", $"{VicidialAccount.List}: 1 7275551999", string.Join("; ", Leads(stage, "LEAD-1").Select(lead => $"{lead.List}: {lead["phone_code"]} {lead.Phone}")));

        teller.Title("the same number under another id, and one on the do-not-call list");
        yield return new Check("lead: a duplicate", "202", await BringAsync(http, "LEAD-2", "+17275551999", ct));
        yield return new Check("lead: do not call", "202", await BringAsync(http, "LEAD-3", "+17275550099", ct));
        await UntilAddedAsync(stage, "LEAD-2", ct);
        await UntilAddedAsync(stage, "LEAD-3", ct);
        yield return new Check("lead: nobody is dialled twice or against their will", "0", $"{Leads(stage, "LEAD-2").Count() + Leads(stage, "LEAD-3").Count()}");
    }

    private static IEnumerable<PretendLead> Leads(Stage stage, string code) => stage.Cloud.Vicidial.Leads.ToList().Where(lead => lead["vendor_lead_code"].Is(code));

    private static async Task<string> BringAsync(HttpClient http, string id, string phone, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("leads", new JsonObject { ["id"] = id, ["phone"] = phone, ["first_name"] = "Dana", ["source"] = "web-form" }, ct);
        return $"{(int)response.StatusCode}";
    }

    private static Task UntilAddedAsync(Stage stage, string code, CancellationToken ct) =>
        UntilAsync(stage.Cloud.Vicidial.Requests, request => request.Body.Contains($"vendor_lead_code={code}", StringComparison.Ordinal), ct);
}
