using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Health;

/// <summary>What look-ups have learnt to leave alone, a probe asks all the same.</summary>
public sealed class HonestProbeTests
{
    [Fact]
    public async Task A_source_that_look_ups_leave_alone_is_asked_and_its_recovery_seen()
    {
        using var room = new DirectoryRoom();
        var source = room.Source("crm");
        var directory = room.Directory(new CustomersOptions { Cache = new() { Enabled = false } }, source);
        room.When("crm").Answers(HttpStatusCode.ServiceUnavailable);
        for (var lookUp = 0; lookUp < 6; lookUp++)
        {
            (await DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller)).Status.ShouldBe(LookupStatus.Failed);
        }

        room.AskedOf("crm").ShouldBe(5);
        room.Crm.When(HttpMethod.Get, "https://crm.test/customers?phone=%2B12015550199").Answers(HttpStatusCode.OK, "[]");
        room.Crm.When(HttpMethod.Get, "https://crm.test/customers/0").Answers(HttpStatusCode.NotFound);

        await source.Source.ProbeAsync(TestContext.Current.CancellationToken);

        room.AskedOf("crm").ShouldBe(7);
    }
}
