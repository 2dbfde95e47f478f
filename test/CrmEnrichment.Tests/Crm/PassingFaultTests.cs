using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.Crm.HubSpot;
using CrmEnrichment.Tests.Crm.Salesforce;
using CrmEnrichment.Tests.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>Faults that pass by themselves, although the status looks permanent (../shared/cases/reports, F02 to F04; vtiger.md).</summary>
public sealed class PassingFaultTests
{
    private const string Phone = "+13175550142";

    [Fact]
    public async Task An_account_that_HubSpot_moves_is_left_alone_as_long_as_HubSpot_asks()
    {
        using var room = HubSpotAnswers.ContactsOnly();
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(
            (HttpStatusCode)477, """{"status":"error","message":"Migration in progress","category":"MIGRATION_IN_PROGRESS"}""", ("Retry-After", "600"));

        var fault = await room.FaultAsync(null, Phone);

        (fault.Fault, fault.NotBefore).ShouldBe((UpstreamFault.Unavailable, room.Time.GetUtcNow().AddSeconds(600)));
        fault.Message.ShouldContain("477 (MIGRATION_IN_PROGRESS)");
    }

    [Fact]
    public async Task A_record_that_HubSpot_has_locked_is_asked_for_again()
    {
        using var room = HubSpotAnswers.ContactsOnly();
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts)
            .Answers(HttpStatusCode.Locked, """{"status":"error","message":"locked"}""").Answers(HttpStatusCode.OK, HubSpotAnswers.Results(HubSpotAnswers.Contact()));

        await room.FoundAsync(null, Phone);
    }

    [Fact]
    public async Task Too_many_requests_at_once_are_no_used_up_day_although_Salesforce_has_one_code_for_both()
    {
        using var room = SalesforceAnswers.RecordOnly();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search)
            .Answers(HttpStatusCode.Forbidden, Limit("ConcurrentRequests (Concurrent API Requests) Limit exceeded.")).Answers(HttpStatusCode.OK, SalesforceAnswers.Found(SalesforceAnswers.Contact()));

        await room.FoundAsync(null, Phone);
    }

    [Theory]
    [InlineData("ConcurrentRequests (Concurrent API Requests) Limit exceeded. Dana", 60, 4)]
    [InlineData("TotalRequests Limit exceeded. Dana", 3600, 1)]
    public async Task Each_limit_of_Salesforce_has_its_own_wait(string message, int mostSeconds, int requests)
    {
        using var room = SalesforceAnswers.RecordOnly();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(HttpStatusCode.Forbidden, Limit(message));

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore!.Value.ShouldBeInRange(room.Time.GetUtcNow().AddSeconds(mostSeconds / 10), room.Time.GetUtcNow().AddSeconds(mostSeconds));
        room.Crm.RequestsTo(HttpMethod.Post, SalesforceAnswers.Search).Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData("""{"success":false,"error":{"code":"DATABASE_QUERY_ERROR","message":"Dana"}}""")]
    [InlineData("<html>Dana</html>")]
    [InlineData("Sorry! Attempt to access restricted file.")]
    public async Task What_Vtiger_says_while_its_database_is_away_is_asked_again(string answer)
    {
        using var room = VtigerAnswers.RecordOnly();
        room.WhenAsked(VtigerAnswers.OfContacts).Answers(answer).Answers(VtigerAnswers.Rows(VtigerAnswers.Contact()));

        await room.FoundAsync(null, Phone);
    }

    private static string Limit(string message) => new JsonArray(new JsonObject { ["message"] = message, ["errorCode"] = "REQUEST_LIMIT_EXCEEDED" }).ToJsonString();
}
