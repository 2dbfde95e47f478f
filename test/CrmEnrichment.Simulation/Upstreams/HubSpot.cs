using System.Net;
using System.Text.Json;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Upstreams;

/// <summary>HubSpot: searches of contacts and deals under a limit of their own, companies under the general one (docs/crm/hubspot.md).</summary>
internal sealed class HubSpot(Facts facts, TimeProvider time)
{
    private readonly RequestWindow _all = new((int)facts["hubSpotInTenSeconds"], TimeSpan.FromSeconds(10));

    private readonly RequestWindow _searches = new((int)facts["hubSpotSearchesASecond"], TimeSpan.FromSeconds(1));

    public HttpResponseMessage Answer(string path, string body)
    {
        var now = time.GetUtcNow();
        var isSearch = path.EndsWith("/search", StringComparison.Ordinal);
        if (isSearch && _searches.Take(now) is not null)
        {
            return TooMany("SECONDLY");
        }

        if (_all.Take(now) is not null)
        {
            return TooMany("TEN_SECONDLY_ROLLING");
        }

        return !isSearch ? Answers.Json("""{"id":"77","properties":{"name":"Example Ltd"}}""")
            : path.Contains("/contacts/", StringComparison.Ordinal) ? Answers.Json(Contacts(NumberIn(body)))
            : Answers.Json("""{"total":1,"results":[{"id":"88","properties":{"dealname":"Renewal","dealstage":"contractsent","amount":"1200"}}]}""");
    }

    private static string Contacts(string number) => !Callers.IsKnown(number)
        ? """{"total":0,"results":[]}"""
        : $$$"""
          {"total":1,"results":[{"id":"{{{number[2..]}}}","properties":{"hs_object_id":"{{{number[2..]}}}","firstname":"Ada","lastname":"Example","email":"ada@example.com",
          "phone":"{{{number}}}","hs_calculated_phone_number":"{{{number}}}","lifecyclestage":"customer","associatedcompanyid":"77","lastmodifieddate":"2026-01-01T00:00:00Z"}}]}
          """;

    private static HttpResponseMessage TooMany(string policy) =>
        Answers.Json($$"""{"status":"error","message":"You have reached your limit.","errorType":"RATE_LIMIT","policyName":"{{policy}}"}""", HttpStatusCode.TooManyRequests);

    private static string NumberIn(string search) => JsonElement.Parse(search).GetProperty("filterGroups")[0].GetProperty("filters")[0].GetProperty("value").GetString()!;
}
