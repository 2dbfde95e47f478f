using System.Net;
using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>What a real Vtiger 8.3.0 with 50,000 contacts answered when its database killed a search, and above a hundred rows.</summary>
public sealed class RecordedSearchTests
{
    private static readonly string? s_folder = SharedContracts.Find("vtiger");

    [Fact]
    public async Task A_search_that_was_killed_is_told_from_nobody()
    {
        var answers = Queries("query-db-error-looks-empty.jsonl")[^2..];
        using var vtiger = new RecordedVtiger(request => Answer(answers[Asked(request).Contains("OR id='12x60002'", StringComparison.Ordinal) ? 1 : 0]));

        (await FindAsync(vtiger, times: 1)).ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("12x60002");
        var fault = await Should.ThrowAsync<UpstreamException>(() => FindAsync(vtiger, times: 2));

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("its database did not run the query");
    }

    [Fact]
    public async Task Of_more_than_a_hundred_rows_the_newest_come()
    {
        var answers = Queries("limit-100-order.jsonl");
        using var vtiger = new RecordedVtiger(request => Answer(answers[Asked(request).Contains("ORDER BY modifiedtime DESC", StringComparison.Ordinal) ? 1 : 0]));

        var rows = await FindAsync(vtiger, times: 1);

        rows.Count.ShouldBe(100);
        rows[0].GetProperty("modifiedtime").GetString().ShouldBe("2026-11-28 14:00:00");
    }

    private static async Task<IReadOnlyList<JsonElement>> FindAsync(RecordedVtiger vtiger, int times)
    {
        using var clients = RecordedVtiger.Clients(vtiger);
        var http = clients.Create(new Upstream("crm", new Uri("https://vtiger.example.com"), Errors: VtigerAnswer.Errors, Interpreter: static () => new VtigerInterpreter()), credentials: null);
        var search = new VtigerSearch("crm", new VtigerConnection("crm", http, TimeSpan.FromSeconds(2), TimeProvider.System), "modifiedtime");
        IReadOnlyList<JsonElement> rows = [];
        for (; times > 0; times--)
        {
            rows = await search.FindAsync(VtigerModule.Of("Contacts"), ["id", "phone"], "175550198", "", TestContext.Current.CancellationToken);
        }

        return rows;
    }

    private static string Asked(HttpRequestMessage request) => Uri.UnescapeDataString(request.RequestUri!.Query);

    private static Transcript Answer(JsonElement recorded) => new(
        "recorded", HttpMethod.Get, "", [], HttpStatusCode.OK, "application/json", recorded.GetProperty("response").GetProperty("body").GetRawText());

    private static List<JsonElement> Queries(string file)
    {
        Assert.SkipWhen(s_folder is null, "../shared/contracts/vtiger is not beside the repository, so there are no recorded answers to read.");
        return [.. File.ReadLines(Path.Combine(s_folder, file)).Select(line => JsonElement.Parse(line)).Where(line => line.GetProperty("request").GetProperty("operation").GetString() is "query")];
    }
}
