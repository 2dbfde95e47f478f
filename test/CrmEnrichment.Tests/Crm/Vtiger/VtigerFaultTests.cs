using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Vtiger.VtigerAnswers;

namespace CrmEnrichment.Tests.Crm.Vtiger;

public sealed class VtigerFaultTests
{
    public static readonly TheoryData<string, UpstreamFault, string, Action<FakeRoute>> Ends = new()
    {
        { "HTML", UpstreamFault.Unavailable, "a page that is no JSON", r => r.Answers("<html>Dana</html>") },
        { "PHP's refusal", UpstreamFault.Unavailable, "a page that is no JSON", r => r.Answers("Sorry! Attempt to access restricted file.") },
        { "a warning before the JSON", UpstreamFault.Unavailable, "display_errors", r => r.Answers($"<br />\n<b>Warning</b>: Dana in x.php{Rows(Contact())}") },
        { "half an answer", UpstreamFault.Unavailable, "no JSON", r => r.Answers("""{"success":true,"result":[{"id":"12x""") },
        { "empty", UpstreamFault.Unavailable, "answered nothing", r => r.Answers("") },
        { "another shape", UpstreamFault.Unavailable, "not its web service's", r => r.Answers("""["Dana"]""") },
        { "null", UpstreamFault.Unavailable, "not its web service's", r => r.Answers("null") },
        { "a success without a result", UpstreamFault.Unavailable, "not its web service's", r => r.Answers("""{"success":true}""") },
        { "no rows", UpstreamFault.Unavailable, "without rows", r => r.Answers("""{"success":true,"result":{"id":"Dana"}}""") },
        { "a broken name", UpstreamFault.Unavailable, "not its web service's", r => r.Answers("""{"\ud83d":true}""") },
        { "10 MB", UpstreamFault.Unavailable, "an answer too large", r => r.Answers(new string(' ', 10 * 1024 * 1024)) },
        { "endless", UpstreamFault.Unavailable, "an answer too large", r => r.NeverEnds() },
        { "redirect", UpstreamFault.Rejected, "Redirects are not followed", r => r.Answers(HttpStatusCode.Found, "", ("Location", "https://dana@evil.test/")) },
        { "no web service there", UpstreamFault.Rejected, "Check Crm__Sources__N__Url", r => r.Answers(HttpStatusCode.NotFound, "<html>Dana</html>") },
        { "no right", UpstreamFault.Forbidden, "View on Contacts", r => r.Answers(Error("ACCESS_DENIED")) },
        { "a query that is none", UpstreamFault.Rejected, "400 (QUERY_SYNTAX_ERROR)", r => r.Answers(Error("QUERY_SYNTAX_ERROR")) },
        { "a number for a code", UpstreamFault.Rejected, "400.", r => r.Answers(Error(0)) },
        { "a sentence for a code", UpstreamFault.Rejected, "400.", r => r.Answers(Error("Dana 3175550142")) },
        { "no code", UpstreamFault.Rejected, "400.", r => r.Answers("""{"success":false}""") },
        { "a passing fault", UpstreamFault.Unavailable, "500 (INTERNAL_SERVER_ERROR)", r => r.Answers(Error("INTERNAL_SERVER_ERROR")) },
        { "the database down", UpstreamFault.Unavailable, "500.", r => r.Answers(HttpStatusCode.InternalServerError) },
        { "out of sessions", UpstreamFault.AuthRefused, "a new session is refused", r => r.Answers(Error("INVALID_SESSIONID")) },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task What_goes_wrong_is_named_and_nothing_private_told(string what, UpstreamFault fault, string words, Action<FakeRoute> end)
    {
        using var room = RecordOnly();
        end(room.WhenAsked(OfContacts));

        var told = await room.FaultAsync(null, Phone);
        told.Fault.ShouldBe(fault, what);

        // The cool-down says why at the next try.
        (fault is UpstreamFault.AuthRefused ? await room.FaultAsync(null, Phone) : told).Message.ShouldContain(words, Case.Sensitive, what);
        room.Crm.Requests.ShouldAllBe(request => request.Address.Host == "crm.acme.example");
    }

    // Stock 8.3.0 says it to every user who is no administrator: the rights may be there.
    [Fact]
    public async Task A_denied_module_is_not_taken_for_a_missing_right_only()
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(Error("ACCESS_DENIED"));

        (await room.FaultAsync(null, Phone)).Message.ShouldBe(
            "crm: POST was answered with 403 (ACCESS_DENIED). Check the profile of the Vtiger user: it needs View on Contacts, and may hide no field there that Fields names or that holds numbers. "
            + "If the profile has all that, Vtiger may be a stock 8.3.0, which refuses every user who is no administrator: patch it (docs/crm/vtiger.md, Stock 8.3.0). "
            + "Or leave Contacts out of Crm__Sources__N__Vtiger__Modules.");
    }

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task The_same_holds_for_the_login(string what, UpstreamFault fault, string words, Action<FakeRoute> end)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, Challenge).Answers(HttpStatusCode.OK, Challenged);
        end(room.Crm.When(HttpMethod.Post, WebService));
        // Refusals of a login have other codes and other words, and what is missing is not the rows.
        if (fault is UpstreamFault.Forbidden or UpstreamFault.AuthRefused)
        {
            (fault, words) = (UpstreamFault.AuthRefused, "'access_key'");
        }

        var told = await room.FaultAsync(null, Phone);

        told.Fault.ShouldBe(fault, what);
        told.Message.ShouldContain(what is "no rows" ? "without a sessionName" : words, Case.Sensitive, what);
        room.Crm.Requests.ShouldAllBe(request => request.Address.Host == "crm.acme.example");
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task Who_refuses_us_before_Vtiger_is_not_taken_for_Vtiger_refusing_the_key(HttpStatusCode status)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, Challenge).Answers(status, "<html>nginx</html>");

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain($"{(int)status}, and not by Vtiger");
        room.Crm.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_content_type_does_not_matter()
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(HttpStatusCode.OK, Rows(Contact()), ("Content-Type", "text/html; charset=UTF-8"));

        await room.FoundAsync(null, Phone);
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again()
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(Error("INTERNAL_SERVER_ERROR")).Answers(HttpStatusCode.InternalServerError).Answers(Rows(Contact()));

        await room.FoundAsync(null, Phone);
    }

    [Fact]
    public async Task A_hundred_rows_without_the_caller_do_not_mean_that_nobody_is_known()
    {
        using var room = RecordOnly();
        var rows = Rows([.. Enumerable.Range(0, 100).Select(i => Contact(("id", $"12x{i}"), ("mobile", "1 7 5 5 5 0 1 4 2")))]);
        room.WhenAsked(OfContacts).Answers(rows);
        room.WhenAsked(OfContacts.Replace(";", " ORDER BY modifiedtime DESC;", StringComparison.Ordinal)).Answers(rows);

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        fault.Message.ShouldContain("Crm__Sources__N__Vtiger__Modules");
    }

    [Theory]
    [InlineData("12'")]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("1x2")]
    public async Task A_prefix_that_is_none_gets_into_no_id(string prefix)
    {
        using var room = RecordOnly();
        room.WhenDescribed("Contacts").Answers(Prefix(prefix));

        (await room.FaultAsync("16")).Message.ShouldContain("without an idPrefix");
    }

    [Theory]
    [InlineData("hush\r\nX-Evil: 1")]
    [InlineData("hush session")]
    [InlineData("")]
    public async Task A_session_that_fits_no_header_is_none(string session)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, Challenge).Answers(HttpStatusCode.OK, Challenged);
        room.Crm.When(HttpMethod.Post, WebService).Answers(HttpStatusCode.OK, Login(session));

        (await room.FaultAsync(null, Phone)).Message.ShouldContain("without a sessionName");
    }

    [Fact]
    public async Task A_missing_member_of_the_secret_is_named()
    {
        using var room = Room();
        room.Secrets[CrmRoom.SecretId] = new JsonObject { ["username"] = "agent" }.ToJsonString();

        (await room.FaultAsync(null, Phone)).Message.ShouldContain("'access_key'");
    }
}
