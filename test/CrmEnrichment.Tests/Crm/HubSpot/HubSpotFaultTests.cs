using System.Net;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotAnswers;

namespace CrmEnrichment.Tests.Crm.HubSpot;

public sealed class HubSpotFaultTests
{
    public static readonly TheoryData<string, UpstreamFault, Action<FakeRoute>> Ends = new()
    {
        { "HTML", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "<html>Dana</html>") },
        { "empty", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK) },
        { "null", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "null") },
        { "another shape", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, """{"results":"Dana"}""") },
        { "no such address", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.NotFound) },
        { "10 MB", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, new string(' ', 10 * 1024 * 1024)) },
        { "endless", UpstreamFault.Unavailable, r => r.NeverEnds() },
        { "half", UpstreamFault.Unavailable, r => r.BreaksOffInTheBody() },
        { "redirect", UpstreamFault.Rejected, r => r.Answers(HttpStatusCode.TemporaryRedirect, "", ("Location", "https://dana@evil.test/")) },
        { "a filter that HubSpot does not take", UpstreamFault.Rejected, r => r.Answers(HttpStatusCode.BadRequest, """{"category":"VALIDATION_ERROR","message":"Dana 3175550142"}""") },
        { "refused twice", UpstreamFault.AuthRefused, r => r.Answers(HttpStatusCode.Unauthorized, """{"category":"INVALID_AUTHENTICATION"}""") },
        { "down", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.BadGateway, "<html>Dana") },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task What_goes_wrong_is_named_and_nothing_private_told(string what, UpstreamFault fault, Action<FakeRoute> end)
    {
        using var room = ContactsOnly();
        end(room.Crm.When(HttpMethod.Post, Contacts));

        (await room.FaultAsync(null, Phone)).Fault.ShouldBe(fault, what);

        room.Crm.Requests.ShouldAllBe(request => request.Address.Host == "api.hubapi.com");
    }

    public static readonly TheoryData<string, string, string> Refusals = new()
    {
        {
            "an administrator's rule, in a context",
            """{"category":"VALIDATION_ERROR","message":"Dana 3175550142","errors":[{"message":"Dana is no tier","code":"INVALID_OPTION","context":{"propertyName":["loyalty_tier"],"value":["Dana"]}}]}""",
            "'loyalty_tier'"
        },
        {
            "a property that does not exist, in a message",
            """{"category":"VALIDATION_ERROR","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Dana\",\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"tier\"}]"}""",
            "'tier'"
        },
        {
            "only the place",
            """{"category":"VALIDATION_ERROR","message":"Dana","errors":[{"message":"Dana","in":"hs_timestamp"}]}""",
            "'hs_timestamp'"
        },
        {
            "several, one of them twice",
            """{"category":"VALIDATION_ERROR","context":{"propertyName":["a","b"]},"errors":[{"message":"Dana","context":{"propertyName":["b","c"]}}]}""",
            "'a', 'b', 'c'"
        },
        {
            "a value where a name should be",
            """{"category":"VALIDATION_ERROR","errors":[{"message":"Dana","in":"+13175550142","context":{"propertyName":["+1 317 5550142","dana@example.com","tier"]}}]}""",
            "'tier'"
        },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task A_property_that_HubSpot_refuses_is_named_and_its_value_is_not(string what, string body, string names)
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.BadRequest, body);

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Rejected, what);
        fault.Message.ShouldBe($"crm: POST was answered with 400 (VALIDATION_ERROR). It refuses {names}: check each name, and the rules that are set for it there.");
    }

    [Theory]
    [InlineData("""{"category":"VALIDATION_ERROR","message":"Dana [3175550142","context":{"propertyName":{"a":"b"}},"errors":{"in":"a"}}""")]
    [InlineData("""{"category":"VALIDATION_ERROR","message":"not valid: [\"Dana\"]","errors":["Dana",null]}""")]
    public async Task A_refusal_of_another_shape_names_nothing(string body)
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.BadRequest, body);

        (await room.FaultAsync(null, Phone)).Message.ShouldBe("crm: POST was answered with 400 (VALIDATION_ERROR).");
    }

    [Fact]
    public async Task A_version_that_HubSpot_no_longer_has_is_told_with_the_setting()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.NotFound, "<html>Dana</html>");

        (await room.FaultAsync(null, Phone)).Message.ShouldContain("Check Crm__Sources__N__Url and HubSpot__ApiVersion.");
    }

    [Fact]
    public async Task The_searches_own_limit_is_waited_for()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts)
            .Answers(HttpStatusCode.TooManyRequests, """{"policyName":"SECONDLY"}""").Answers(HttpStatusCode.OK, Results(Contact()));

        await room.FoundAsync(null, Phone);

        room.Crm.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_search_that_is_throttled_for_good_names_the_policy()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.TooManyRequests, """{"category":"RATE_LIMITS","policyName":"SECONDLY"}""");

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.Message.ShouldContain("429 (SECONDLY)");
        room.Crm.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_daily_quota_is_left_alone_for_an_hour()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.TooManyRequests, """{"policyName":"DAILY"}""");

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddHours(1));
        room.Crm.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task As_many_contacts_as_are_asked_for_without_the_caller_do_not_mean_that_nobody_is_known()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results([.. Enumerable.Range(1, 20).Select(i => Contact($"{i}", ("hs_calculated_phone_number", "+493175550142")))]));

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        fault.Message.ShouldContain("more contacts");
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.Forbidden, """{"category":"MISSING_SCOPES"}""");

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain("403 (MISSING_SCOPES)");
        fault.Message.ShouldContain("crm.objects.contacts.read");
    }

    [Theory]
    [InlineData(Company, "crm.objects.companies.read to the service key or private app, or set Company of the source 'crm' to False")]
    [InlineData(Deals, "crm.objects.deals.read to the service key or private app, or set Deal of the source 'crm' to False")]
    public async Task A_missing_scope_of_what_belongs_to_the_contact_costs_that_alone_and_is_named(string refused, string scope)
    {
        using var room = Room();
        room.Crm.When(refused is Company ? HttpMethod.Get : HttpMethod.Post, refused).Answers(HttpStatusCode.Forbidden, """{"category":"MISSING_SCOPES"}""");
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact()));
        room.Crm.When(HttpMethod.Get, Company).Answers(HttpStatusCode.OK, """{"properties":{}}""");
        room.Crm.When(HttpMethod.Post, Deals).Answers(HttpStatusCode.OK, Results());

        var found = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Found>();

        found.Record.Fields["email"].GetString().ShouldBe("dana@example.com");
        var missing = found.Missing.ShouldHaveSingleItem();
        missing.Name.ShouldBe(refused is Company ? "company" : "deal");
        missing.Reason.Fault.ShouldBe(UpstreamFault.Forbidden);
        missing.Reason.Message.ShouldContain("403 (MISSING_SCOPES)");
        missing.Reason.Message.ShouldContain(scope);
        room.Log.Lines.ShouldContain(line => line.Contains(scope, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_without_the_token_is_named()
    {
        using var room = ContactsOnly();
        room.Secrets[CrmRoom.SecretId] = """{"api_key":"hush"}""";

        (await room.FaultAsync(null, Phone)).Message.ShouldContain("'access_token'");
    }
}
