using System.Net;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>The directory and the Rest source, from the query to the wire.</summary>
public sealed class CustomerDirectoryTests : IDisposable
{
    private static readonly PhoneNumberReader s_numbers = new("US");

    private static readonly CustomersOptions s_uncached = new() { Cache = new() { Enabled = false } };

    private readonly DirectoryRoom _room = new();

    [Fact]
    public async Task The_Source_With_The_Lower_Priority_Number_Is_Believed_Field_By_Field()
    {
        When("a", "?phone=%2B13175550142", """[{"loyaltyTier": "Gold", "lifetimeValue": null}]""");
        When("b", "?phone=%2B13175550142", """{"loyaltyTier": "Silver", "lifetimeValue": 7.50, "crmAccountId": "A-1"}""");

        var found = await FindAsync(new CustomerQuery(null, s_numbers.Read("3175550142").Phone), Source("b", 2), Source("a", 1));

        Values(found).ShouldBe("""loyaltyTier="Gold", crmAccountId="A-1", lifetimeValue=7.50 """.Trim());
        found.Matches.ShouldBe(1);
        found.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Customer_Id_Nobody_Knows_Is_Followed_By_The_Number()
    {
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers/gone").Answers(HttpStatusCode.NotFound);
        When("a", "?phone=%2B13175550142", """[{"loyaltyTier": "Gold"}]""");

        var found = await FindAsync(new CustomerQuery("gone", s_numbers.Read("+13175550142").Phone), Source("a", 1));

        Values(found).ShouldBe("loyaltyTier=\"Gold\"");
    }

    [Theory]
    [InlineData("a/b?c#d é", "https://a.test/customers/a%2Fb%3Fc%23d%20%C3%A9")]
    [InlineData("' OR 1=1 --", "https://a.test/customers/%27%20OR%201%3D1%20--")]
    [InlineData("...x", "https://a.test/customers/...x")]
    public async Task An_Id_Is_One_Path_Segment_Whatever_Is_In_It(string id, string address)
    {
        _room.Crm.When(HttpMethod.Get, address).Answers(HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");

        (await FindAsync(new CustomerQuery(id, null), Source("a", 1))).Matches.ShouldBe(1);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_Id_That_A_Path_Would_Resolve_Away_Is_Nobodys(string id)
    {
        (await FindAsync(new CustomerQuery(id, null), Source("a", 1))).Matches.ShouldBe(0);
        _room.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("{}", 0)]
    [InlineData("[{}]", 1)]
    [InlineData("[{},{},{}]", 3)]
    public async Task An_Array_Is_Counted_And_A_Single_Object_Is_One(string answer, int matches)
    {
        When("a", "?phone=%2B13175550142", answer);

        (await FindAsync(new CustomerQuery(null, s_numbers.Read("+13175550142").Phone), Source("a", 1))).Matches.ShouldBe(matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("7")]
    [InlineData("[7]")]
    [InlineData("null")]
    public async Task What_Is_No_Customer_Is_A_Failed_Source(string answer)
    {
        When("a", "?phone=%2B13175550142", answer);

        var found = await FindAsync(new CustomerQuery(null, s_numbers.Read("+13175550142").Phone), Source("a", 1));

        found.Status.ShouldBe(LookupStatus.Failed);
        found.Failures.ShouldHaveSingleItem().Message.ShouldContain("a answered something that is no customer JSON");
    }

    [Fact]
    public async Task Members_Are_Mapped_By_Configuration_Into_Objects_Too_And_Broken_Text_Is_Left_Out()
    {
        When("a", "?phone=%2B13175550142", """{"account": {"owner": {"name": "Grün 😀"}}, "tier": "cut \ud83d", "vip": true}""");
        var options = new CrmSourceOptions
        {
            Kind = AllKinds.Rest,
            Own = new RestOptions(),
            Name = "a",
            Url = new Uri("https://a.test"),
            Fields = new Dictionary<string, string> { ["owner"] = "account.owner.name", ["tier"] = "tier", ["vip"] = "vip", ["none"] = "account.none.name" },
        };

        var found = await FindAsync(new CustomerQuery(null, s_numbers.Read("+13175550142").Phone), Source(options));

        Values(found).ShouldBe("owner=\"Grün 😀\", vip=true");
    }

    [Fact]
    public async Task A_Source_That_Takes_Longer_Than_The_Directory_Waits_Has_Failed()
    {
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers?phone=%2B13175550142").Hangs();
        When("b", "?phone=%2B13175550142", """{"loyaltyTier": "Silver"}""");

        var found = await FindAsync(new CustomerQuery(null, s_numbers.Read("+13175550142").Phone), Source("a", 1), Source("b", 2));

        found.Failures.ShouldHaveSingleItem().Upstream.ShouldBe("a");
        Values(found).ShouldBe("loyaltyTier=\"Silver\"");
        _room.Counted("source_failures").ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_Source_That_Fails_Is_Counted_By_Its_Name()
    {
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers?phone=%2B13175550142").Answers(HttpStatusCode.InternalServerError);
        When("b", "?phone=%2B13175550142", "[]");

        await FindAsync(new CustomerQuery(null, s_numbers.Read("+13175550142").Phone), Source("a", 1), Source("b", 2));

        _room.Counted("source_failures").ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_Source_That_Fails_Again_And_Again_Is_Left_Alone_For_A_While_And_Then_Tried_Once()
    {
        var route = _room.Crm.When(HttpMethod.Get, "https://a.test/customers?phone=%2B13175550142");
        for (var i = 0; i <= GuardedSource.LeastLookUps; i++)
        {
            route.Answers(HttpStatusCode.ServiceUnavailable);
        }

        route.Answers(HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        var directory = Directory(Source("a", 1));
        for (var i = 0; i < GuardedSource.LeastLookUps; i++)
        {
            (await AskAsync(directory)).Status.ShouldBe(LookupStatus.Failed);
        }

        // Left alone: the failure says so, and until when.
        var left = (await AskAsync(directory)).Failures.ShouldHaveSingleItem();
        left.Message.ShouldBe("Circuit open for a; next try within 15 s.");
        left.NotBefore.ShouldBe(_room.Time.GetUtcNow() + GuardedSource.Break);
        _room.Crm.Requests.Count.ShouldBe(GuardedSource.LeastLookUps);

        // Tried once, it fails once more and has to wait again; then it is back.
        _room.Time.Advance(GuardedSource.Break);
        (await AskAsync(directory)).Status.ShouldBe(LookupStatus.Failed);
        (await AskAsync(directory)).Status.ShouldBe(LookupStatus.Failed);
        _room.Crm.Requests.Count.ShouldBe(GuardedSource.LeastLookUps + 1);
        _room.Time.Advance(GuardedSource.Break);
        for (var i = 0; i < 3; i++)
        {
            Values(await AskAsync(directory)).ShouldBe("loyaltyTier=\"Gold\"");
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_Source_That_Refuses_Or_Knows_Nobody_Is_Asked_Again(HttpStatusCode status)
    {
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers?phone=%2B13175550142").Answers(status);
        var directory = Directory(Source("a", 1));
        for (var i = 0; i < 3 * GuardedSource.LeastLookUps; i++)
        {
            await AskAsync(directory);
        }

        _room.Crm.Requests.Count.ShouldBe(3 * GuardedSource.LeastLookUps);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.RequestUriTooLong)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task What_Is_Refused_Says_Nothing_Against_The_Source(HttpStatusCode status)
    {
        var directory = Directory(Source("a", 1));
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers/odd").Answers(status);
        for (var i = 0; i < 2 * GuardedSource.LeastLookUps; i++)
        {
            (await DirectoryRoom.FindAsync(directory, new CustomerQuery("odd", null))).Failures.ShouldHaveSingleItem().Fault.ShouldBe(UpstreamFault.Rejected);
        }

        _room.Crm.Requests.Count.ShouldBe(2 * GuardedSource.LeastLookUps);
    }

    [Fact]
    public async Task An_Id_That_A_Source_Stumbles_Over_Takes_It_From_No_Caller()
    {
        var directory = Directory(Source("a", 1));
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers/odd").Answers(HttpStatusCode.InternalServerError);
        When("a", "?phone=%2B13175550142", """[{"loyaltyTier": "Gold"}]""");
        for (var i = 0; i < 2 * GuardedSource.LeastLookUps; i++)
        {
            await DirectoryRoom.FindAsync(directory, new CustomerQuery("odd", null));
        }

        _room.Crm.Requests.Count.ShouldBe(GuardedSource.LeastLookUps);
        Values(await AskAsync(directory)).ShouldBe("loyaltyTier=\"Gold\"");
    }

    [Fact]
    public async Task A_Sensitive_Field_Does_Not_Leave_Although_A_Source_Gives_It()
    {
        When("a", "?phone=%2B13175550142", """{"tier": "Gold", "number": "078-05-1120"}""");
        var options = new CrmSourceOptions
        {
            Kind = AllKinds.Rest,
            Own = new RestOptions(),
            Name = "a",
            Url = new Uri("https://a.test"),
            Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["tier"] = "tier", ["SSN"] = "number" },
        };

        var found = await FindAsync(new CustomerQuery(null, s_numbers.Read("3175550142").Phone), Source(options));

        Values(found).ShouldBe("tier=\"Gold\"");
    }

    [Fact]
    public async Task Nobody_Is_Asked_For_Nobody()
    {
        var found = await FindAsync(new CustomerQuery(null, null), Source("a", 1));

        found.ShouldSatisfyAllConditions(f => f.Asked.ShouldBe(0), f => f.Status.ShouldBe(LookupStatus.NoMatch), f => f.Matches.ShouldBe(0));
        _room.Crm.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _room.Dispose();

    private void When(string host, string query, string answer) =>
        _room.Crm.When(HttpMethod.Get, $"https://{host}.test/customers{query}").Answers(HttpStatusCode.OK, answer);

    private DirectorySource Source(string name, int priority) => _room.Source(name, priority);

    private DirectorySource Source(CrmSourceOptions options) => _room.Source(options);

    private Task<Found> FindAsync(CustomerQuery query, params DirectorySource[] sources) => DirectoryRoom.FindAsync(Directory(sources), query);

    private CustomerDirectory Directory(params DirectorySource[] sources) => _room.Directory(s_uncached, sources);

    private static Task<Found> AskAsync(CustomerDirectory directory) =>
        DirectoryRoom.FindAsync(directory, new CustomerQuery(null, s_numbers.Read("+13175550142").Phone));

    private static string Values(Found found) => string.Join(", ", found.Fields.Select(field => $"{field.Key}={field.Value.GetRawText()}"));
}
