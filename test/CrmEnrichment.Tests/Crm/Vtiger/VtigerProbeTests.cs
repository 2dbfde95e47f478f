using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Over real sockets: a probe fails when look-ups would, and names what is hidden.</summary>
public sealed class VtigerProbeTests
{
    [Theory]
    [InlineData("Contacts", "mobile")]
    [InlineData("Contacts", "email")]
    [InlineData("Leads", "leadstatus")]
    [InlineData("Accounts", "otherphone")]
    public async Task A_field_that_the_profile_hides_is_named(string module, string field)
    {
        await using var room = await VtigerRoom.StartAsync();
        await ProbeAsync(room);
        room.Vtiger.Hide(module, field);

        var fault = await Should.ThrowAsync<UpstreamException>(() => ProbeAsync(room));

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain($"the Vtiger user cannot see {module}.{field}.");
    }

    [Fact]
    public async Task So_is_one_of_the_accounts_that_are_only_read_with_their_contacts()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Modules:0", "Contacts"));
        room.Vtiger.Hide("Accounts", "accounttype");

        (await Should.ThrowAsync<UpstreamException>(() => ProbeAsync(room))).Message.ShouldContain("cannot see Accounts.accounttype.");
    }

    [Fact]
    public async Task A_database_that_does_not_run_the_searches_of_look_ups_is_not_well()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.DatabaseRuns = static vtql => !vtql.Contains("LIKE", StringComparison.Ordinal);

        (await Should.ThrowAsync<UpstreamException>(() => ProbeAsync(room))).Fault.ShouldBe(UpstreamFault.Unavailable);
    }

    [Fact]
    public async Task It_searches_for_nobody_with_the_look_ups_own_query()
    {
        await using var room = await VtigerRoom.StartAsync();

        await ProbeAsync(room);
        await ProbeAsync(room);

        // For each module: its description, any record and the search; then its description and the search.
        room.Vtiger.Requests.Where(request => request.Query.Contains("operation=describe", StringComparison.Ordinal)).Count.ShouldBe(6);
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(3 * (2 + 1));
    }

    private static Task ProbeAsync(VtigerRoom room) => room.First.ProbeAsync(TestContext.Current.CancellationToken);
}
