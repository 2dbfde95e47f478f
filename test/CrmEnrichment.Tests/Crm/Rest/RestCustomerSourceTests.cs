using System.Net;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Rest;

public sealed class RestCustomerSourceTests
{
    private const string Phone = "+13175550142";

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task An_empty_answer_is_nobody(string answer)
    {
        using var room = Room();
        WhenSearched(room).Answers(HttpStatusCode.OK, answer);

        (await room.FindAsync(null, Phone)).ShouldBe(SourceAnswer.NotFound);
    }

    [Theory]
    [InlineData("""{"customers":[{"crmAccountId":"A-1"}],"total":1}""")]
    [InlineData("""{"customers":[],"total":0}""")]
    [InlineData("""{"error":"Dana 3175550142 is not known"}""")]
    public async Task An_object_that_is_no_customer_finds_nobody_and_says_what_to_check(string answer)
    {
        using var room = Room();
        WhenSearched(room).Answers(HttpStatusCode.OK, answer);

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("check Crm__Sources__N__Url, paths and Fields");
    }

    [Fact]
    public async Task A_customer_of_whom_one_member_is_told_is_found_as_an_object_and_in_a_list()
    {
        using var room = Room();
        WhenSearched(room).Answers(HttpStatusCode.OK, """{"crmAccountId":null}""")
            .Answers(HttpStatusCode.OK, """{"crmAccountId":"half of a pair: \ud83d"}""").Answers(HttpStatusCode.OK, """[{"id":51,"loyaltyTier":"gold"}]""");

        await room.FoundAsync(null, Phone);
        (await room.FoundAsync(null, Phone)).Fields.ShouldBeEmpty();
        (await room.FoundAsync(null, Phone)).Fields["loyaltyTier"].GetString().ShouldBe("gold");
    }

    [Theory]
    [InlineData("../admin", "/customers/..%2Fadmin")]
    [InlineData("51?all=true#", "/customers/51%3Fall%3Dtrue%23")]
    [InlineData("' OR ''='", "/customers/%27%20OR%20%27%27%3D%27")]
    public async Task An_id_stays_one_segment_of_the_path_whatever_is_in_it(string id, string path)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, path).Answers(HttpStatusCode.NotFound);

        (await room.FindAsync(id)).ShouldBe(SourceAnswer.NotFound);
    }

    private static CrmRoom Room() =>
        new("""{"api_key":"hush"}""", ("Url", "https://crm.example.com"));

    private static FakeRoute WhenSearched(CrmRoom room) => room.Crm.When(HttpMethod.Get, "/customers?phone=%2B13175550142");
}
