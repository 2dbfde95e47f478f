using System.Globalization;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Over real sockets, against a Vtiger whose database kills statements and whose answers end at a hundred rows.</summary>
public sealed class VtigerSearchTests
{
    private static readonly PhoneNumberReader s_numbers = new("US");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_known_caller_is_not_nobody_because_the_database_killed_the_search(bool hasAskedBefore)
    {
        await using var room = await VtigerRoom.StartAsync();
        if (hasAskedBefore)
        {
            await room.FoundAsync();
        }

        room.Vtiger.DatabaseRuns = static vtql => !vtql.Contains("LIKE", StringComparison.Ordinal);
        var fault = await room.FaultAsync();

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("its database did not run the query");
        room.Vtiger.DatabaseRuns = null;
        await room.FoundAsync();
    }

    [Fact]
    public async Task Nobody_is_believed_and_costs_a_request_more_for_each_module_once()
    {
        await using var room = await VtigerRoom.StartAsync();
        for (var lookUp = 0; lookUp < 3; lookUp++)
        {
            (await FindAsync(room, "+12015550123")).ShouldBe(SourceAnswer.NotFound);
        }

        // Each of three modules: a search that finds nothing, any record, and the search with it; then one search a look-up.
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(3 * (3 + 2));
    }

    [Fact]
    public async Task A_record_that_was_deleted_is_followed_by_another()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Account", "false"));
        await room.FoundAsync();
        room.Vtiger.Delete("Contacts", 16);

        (await FindAsync(room, VtigerRoom.Phone)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["name"].GetString().ShouldBe("Example Ltd");
    }

    [Fact]
    public async Task Modules_without_a_record_have_nobody()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Modules:0", "Leads"));
        room.Vtiger.Delete("Leads", 19);

        (await FindAsync(room, VtigerRoom.Phone)).ShouldBe(SourceAnswer.NotFound);
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(150, 1)]
    public async Task Only_a_cut_answer_is_asked_for_again_and_then_in_order(int contacts, int ordered)
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Delete("Contacts", 16);
        room.Vtiger.Delete("Contacts", 17);
        var first = new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc);
        foreach (var i in Enumerable.Range(0, contacts))
        {
            room.Vtiger.Put("Contacts", 6000 + i, ("lastname", "Example"), ("phone", VtigerRoom.Phone), ("modifiedtime", first.AddDays(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        }

        var several = (await FindAsync(room, VtigerRoom.Phone)).ShouldBeOfType<SourceAnswer.Ambiguous>();

        several.Records[0].Fields["customerId"].GetString().ShouldBe($"12x{6000 + contacts - 1}");
        room.Vtiger.Requests.Where(request => request.Query.Contains("ORDER", StringComparison.Ordinal)).Count.ShouldBe(ordered);
    }

    private static Task<SourceAnswer> FindAsync(VtigerRoom room, string phone) =>
        room.First.FindAsync(new CustomerQuery(null, s_numbers.Read(phone).Phone), TestContext.Current.CancellationToken);
}
