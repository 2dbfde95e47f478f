using System.Net;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceAnswers;

namespace CrmEnrichment.Tests.Crm.Salesforce;

public sealed class SalesforceFaultTests
{
    public static readonly TheoryData<string, UpstreamFault, Action<FakeRoute>> Ends = new()
    {
        { "HTML", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "<html>Dana</html>") },
        { "empty", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK) },
        { "another shape", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, """["Dana"]""") },
        { "no such version", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.NotFound, Error("NOT_FOUND")) },
        { "10 MB", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, new string(' ', 10 * 1024 * 1024)) },
        { "endless", UpstreamFault.Unavailable, r => r.NeverEnds() },
        { "redirect", UpstreamFault.Rejected, r => r.Answers(HttpStatusCode.Found, "", ("Location", "https://dana@evil.test/")) },
        { "refused twice", UpstreamFault.AuthRefused, r => r.Answers(HttpStatusCode.Unauthorized, Error("INVALID_SESSION_ID")) },
        { "forbidden", UpstreamFault.Forbidden, r => r.Answers(HttpStatusCode.Forbidden, Error("API_DISABLED_FOR_ORG")) },
        { "down", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.ServiceUnavailable, Error("SERVER_UNAVAILABLE")) },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task What_goes_wrong_is_named_and_nothing_private_told(string what, UpstreamFault fault, Action<FakeRoute> end)
    {
        using var room = RecordOnly();
        end(room.Crm.When(HttpMethod.Post, Search));

        (await room.FaultAsync(null, Phone)).Fault.ShouldBe(fault, what);

        room.Crm.Requests.ShouldAllBe(request => request.Address.Host == "acme.my.salesforce.com");
    }

    [Fact]
    public async Task A_days_quota_that_is_used_up_is_left_alone_for_an_hour()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.Forbidden, Error("REQUEST_LIMIT_EXCEEDED"));

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddHours(1));
        room.Crm.RequestsTo(HttpMethod.Post, Search).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_field_that_the_user_does_not_see_is_a_rejection_with_Salesforces_own_code()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.BadRequest, Error("INVALID_FIELD"));

        (await room.FaultAsync(null, Phone)).Message.ShouldBe("crm: POST was answered with 400 (INVALID_FIELD).");
    }

    [Fact]
    public async Task The_fields_that_Salesforce_names_are_told_and_its_own_words_are_not()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(
            HttpStatusCode.BadRequest, """[{"errorCode":"STRING_TOO_LONG","message":"Dana 3175550142","fields":["Tier__c","3175550142"]},{"fields":["Subject"]},"Dana"]""");

        (await room.FaultAsync(null, Phone)).Message.ShouldBe(
            "crm: POST was answered with 400 (STRING_TOO_LONG). It refuses 'Tier__c', 'Subject': check each name, and the rules that are set for it there.");
    }

    [Theory]
    [InlineData("62.0", "v62.0")]
    [InlineData("v68.0", "v68.0")]
    public async Task Another_version_is_asked_where_one_is_set_with_the_v_or_without(string setting, string version)
    {
        using var room = RecordOnly(("Salesforce:ApiVersion", setting));
        var search = Search.Replace("v67.0", version, StringComparison.Ordinal);
        room.Crm.When(HttpMethod.Post, search).Answers(HttpStatusCode.OK, Found());

        await room.FindAsync(null, Phone);

        room.Crm.RequestsTo(HttpMethod.Post, search).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task As_many_records_as_are_asked_for_without_the_caller_do_not_mean_that_nobody_is_known()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found([.. Enumerable.Range(10, 20).Select(i => Record("Lead", $"00Q0000000000{i}AAA", ("Phone", "+49 317 5550142")))]));

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        fault.Message.ShouldContain("more Lead records");
    }

    [Theory]
    [InlineData("Dana 3175550142")]
    [InlineData("dana@example.com")]
    [InlineData("lower_case")]
    [InlineData("A\nB")]
    public async Task What_does_not_look_like_a_code_is_not_told(string code)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.BadRequest, Error(code));

        (await room.FaultAsync(null, Phone)).Message.ShouldBe("crm: POST was answered with 400.");
    }

    [Theory]
    [InlineData("api-usage=18/5000", "99.64")]
    [InlineData("api-usage=25/100; per-app-api-usage=17/250(appName=any)", "75")]
    [InlineData("per-app-api-usage=17/250(appName=any)", null)]
    [InlineData("api-usage=7000/5000", "0")]
    [InlineData("api-usage=1/0", null)]
    [InlineData("Dana", null)]
    public async Task The_days_usage_is_published(string header, string? percent)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(), ("Sforce-Limit-Info", header));

        await room.FindAsync(null, Phone);

        room.MetricLines.Contains("rate_limit_headroom", StringComparison.Ordinal).ShouldBe(percent is not null);
        room.MetricLines.ShouldContain(percent is null ? "" : $"\"Upstream\":\"crm\",\"rate_limit_headroom\":{percent}}}");
    }
}
