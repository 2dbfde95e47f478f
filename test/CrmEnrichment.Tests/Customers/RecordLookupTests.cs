using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>A look-up by the records that are known: each source is asked by its own id.</summary>
public sealed class RecordLookupTests : IDisposable
{
    private readonly DirectoryRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task An_id_of_one_source_is_not_asked_of_another()
    {
        Answers("one", "7", """{"id": "7", "lifetimeValue": 1}""");
        Answers("two", "7x", """{"id": "7x", "loyaltyTier": "Gold"}""");
        var directory = _room.Directory(new CustomersOptions(), _room.Source("one"), _room.Source("two"), _room.Source("three"));

        var found = await DirectoryRoom.FindAsync(directory, Records(new("one", "7"), new("two", "7x")));

        (found.Status, found.Fields["loyaltyTier"].GetString(), found.Fields["lifetimeValue"].GetInt32(), found.Asked).ShouldBe((LookupStatus.Found, "Gold", 1, 2));
        _room.Crm.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_asked_each_time_and_leaves_nothing_in_the_cache()
    {
        Answers("one", "7", """{"id": "7", "loyaltyTier": "Gold"}""");
        var directory = _room.Directory(new CustomersOptions(), _room.Source("one"));

        await DirectoryRoom.FindAsync(directory, Records(new CustomerRef("one", "7")));
        await DirectoryRoom.FindAsync(directory, Records(new CustomerRef("one", "7")));

        _room.AskedOf("one").ShouldBe(2);
    }

    [Fact]
    public async Task A_source_that_stands_in_for_others_is_asked_where_only_it_knows_the_record()
    {
        Answers("last", "7", """{"id": "7", "loyaltyTier": "Gold"}""");
        var directory = _room.Directory(new CustomersOptions(), _room.Source("one"), _room.Source("last", role: SourceRole.Fallback));

        (await DirectoryRoom.FindAsync(directory, Records(new CustomerRef("last", "7")))).Status.ShouldBe(LookupStatus.Found);
    }

    private static CustomerQuery Records(params CustomerRef[] records) => new(null, null) { Records = records };

    private void Answers(string source, string id, string customer) => _room.Crm.When(HttpMethod.Get, $"https://{source}.test/customers/{id}").Answers(HttpStatusCode.OK, customer);
}
