using System.Net;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>What a stock Vtiger 8.3.0 answered to a user who is no administrator and has every right to read.</summary>
public sealed class StockVtigerTests
{
    private static readonly string? s_folder = SharedContracts.Find("vtiger");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_login_succeeds_and_a_search_names_the_fault_of_the_release()
    {
        using var clients = RecordedVtiger.Clients(Recorded());

        await IsNamedAsync(() => RecordedVtiger.Source(clients).FindAsync(new CustomerQuery(null, new PhoneNumberReader("US").Read("+13175550142").Phone), Cancel));
    }

    [Fact]
    public async Task So_does_a_health_check()
    {
        using var clients = RecordedVtiger.Clients(Recorded());

        await IsNamedAsync(() => RecordedVtiger.Source(clients).ProbeAsync(Cancel));
    }

    private static async Task IsNamedAsync(Func<Task> asking)
    {
        var fault = await Should.ThrowAsync<UpstreamException>(asking);

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain("403 (ACCESS_DENIED). Check the profile of the Vtiger user: it needs View on Contacts");
        fault.Message.ShouldContain("a stock 8.3.0, which refuses every user who is no administrator");
    }

    /// <summary>The recorded answers by their operation, and a query's by its module. Tokens and sessions were blotted out.</summary>
    private static RecordedVtiger Recorded()
    {
        Assert.SkipWhen(s_folder is null, "../shared/contracts/vtiger is not beside the repository, so there are no recorded answers to read.");
        List<JsonElement> lines = [.. File.ReadLines(Path.Combine(s_folder, "stock-8.3.0-nonadmin.jsonl")).Select(line => JsonElement.Parse(line.Replace('…', 'x')))];
        return new RecordedVtiger(request =>
        {
            var asked = Uri.UnescapeDataString(request.RequestUri!.Query);
            var answered = lines.First(line =>
                line.GetProperty("request") is var recorded && recorded.GetProperty("operation").GetString() is { } operation
                && (asked.Length == 0 ? operation is "login" : asked.Contains($"operation={operation}", StringComparison.Ordinal))
                && (operation is not "query" || recorded.GetProperty("query").GetString()!.Contains(" FROM Contacts ", StringComparison.Ordinal)));
            var response = answered.GetProperty("response");
            return new Transcript(
                "stock", request.Method, "", [], (HttpStatusCode)response.GetProperty("status").GetInt32(),
                response.GetProperty("contentType").GetString()!, response.GetProperty("body").GetRawText());
        });
    }
}
