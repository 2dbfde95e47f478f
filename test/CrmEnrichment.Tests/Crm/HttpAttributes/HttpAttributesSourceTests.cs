using System.Net;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HttpAttributes.AttributeRoom;

namespace CrmEnrichment.Tests.Crm.HttpAttributes;

public sealed class HttpAttributesSourceTests
{
    private static readonly (string, string) s_id = ("customerId", "\"CUST-7\"");

    [Fact]
    public async Task The_payment_status_is_asked_for_by_the_customers_id()
    {
        using var room = Of("Payments");
        room.Crm.When(HttpMethod.Get, "/api/customer/CUST-7/status").Answers(
            HttpStatusCode.OK, """{"balance":120.50,"last_payment_date":"2026-01-02","default_method":"direct debit","auto_pay":true,"iban":"hush"}""");

        var added = await room.AddedAsync(s_id);

        added.ToDictionary(field => field.Key, field => field.Value.GetRawText()).ShouldBe(
            new Dictionary<string, string>
            {
                ["outstandingBalance"] = "120.50",
                ["lastPayment"] = "\"2026-01-02\"",
                ["paymentMethod"] = "\"direct debit\"",
                ["autoPayEnabled"] = "true",
            }, ignoreOrder: true);
        room.Source.Needs.ShouldBe(["customerId"]);
        room.Crm.Requests.ShouldHaveSingleItem().Authorization.ShouldBe("Bearer key-hush");
    }

    [Fact]
    public async Task The_appointments_of_the_next_30_days_stay_a_list()
    {
        using var room = Of("Appointments");
        room.Crm.When(HttpMethod.Post, "/api/appointments").Answers(HttpStatusCode.ServiceUnavailable)
            .Answers(HttpStatusCode.OK, """{"data":[ {"at":"2026-01-09T14:00:00Z", "with":"Łódź 😀"} ]}""");

        var added = await room.AddedAsync(s_id);

        added.ShouldHaveSingleItem().Key.ShouldBe("appointments");
        added["appointments"].ValueKind.ShouldBe(JsonValueKind.Array);
        added["appointments"][0].GetProperty("with").GetString().ShouldBe("Łódź 😀");
        // A search that may be repeated; the clock moved by the wait before the second.
        room.Crm.Requests.Count.ShouldBe(2);
        room.Crm.Requests[0].ContentType.ShouldBe("application/json");
        room.Crm.Requests[0].Body.ShouldBe(
            """{"customer_id":"CUST-7","status":["scheduled","confirmed"],"date_range":{"start":"2026-01-05T09:00:00.000Z","end":"2026-02-04T09:00:00.000Z"}}""");
    }

    [Fact]
    public async Task Availability_is_asked_for_the_customers_service_and_place_today()
    {
        using var room = Of("Availability");
        room.Crm.When(HttpMethod.Post, "/api/availability").Answers(HttpStatusCode.OK, """{"available":false}""");

        var added = await room.AddedAsync(("serviceType", "\"fibre\""), ("location", "\"Kraków\""));

        added["serviceAvailable"].ValueKind.ShouldBe(JsonValueKind.False);
        room.Source.Needs.ShouldBe(["serviceType", "location"]);
        JsonElement.DeepEquals(JsonElement.Parse(room.Crm.Requests.ShouldHaveSingleItem().Body), JsonElement.Parse("""{"service_type":"fibre","location":"Kraków","date":"2026-01-05"}"""))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task The_id_may_be_another_field()
    {
        using var room = Of("Appointments", ("Http:CustomerIdField", "crmAccountId"));
        room.Crm.When(HttpMethod.Post, "/api/appointments").Answers(HttpStatusCode.OK, """{"data":[]}""");

        (await room.AddedAsync(s_id, ("crmAccountId", "99281")))["appointments"].GetRawText().ShouldBe("[]");

        room.Source.Needs.ShouldBe(["crmAccountId"]);
        // A number stays one.
        JsonElement.Parse(room.Crm.Requests.ShouldHaveSingleItem().Body).GetProperty("customer_id").GetInt32().ShouldBe(99281);
    }

    [Fact]
    public async Task Any_other_API_is_asked_as_configured()
    {
        using var room = Custom(
            "data.loyalty.tier",
            ("Http:Path", "/v2/{location}?id={customerId}&day={today-1d}"),
            ("Http:Body", """{"query":"{ customer { tier } }","ids":["{customerId}",{"{location}":"{location}"}],"max":1e2,"note":"for {customerId}"}"""));
        room.Crm.When(HttpMethod.Post, "/api/v2/Bad%20Ems?id=7&day=2026-01-04").Answers(HttpStatusCode.OK, """{"data":{"loyalty":{"tier":"Gold"}}}""");

        (await room.AddedAsync(("customerId", "7"), ("location", "\"Bad Ems\"")))["tier"].GetString().ShouldBe("Gold");

        room.Crm.Requests.ShouldHaveSingleItem().Body.ShouldBe("""{"query":"{ customer { tier } }","ids":[7,{"{location}":"Bad Ems"}],"max":1e2,"note":"for {customerId}"}""");
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.NoContent, "")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, """{"tier":null}""")]
    [InlineData(HttpStatusCode.OK, """{"tier":"\ud83d"}""")]
    [InlineData(HttpStatusCode.OK, """{"tier":[{"\ud83d":1}]}""")]
    [InlineData(HttpStatusCode.OK, """{"error":"no such customer"}""")]
    public async Task A_customer_whom_the_API_does_not_know_is_no_failure(HttpStatusCode status, string body)
    {
        using var room = Custom();
        room.Crm.When(HttpMethod.Get, "/api/customers/CUST-7").Answers(status, body);

        (await room.AskAsync(s_id)).ShouldBe(SourceAnswer.NotFound);
    }

    [Theory]
    [InlineData("'; DROP TABLE customers; --", "%27%3B%20DROP%20TABLE%20customers%3B%20--")]
    [InlineData("../../admin", "..%2F..%2Fadmin")]
    [InlineData("..\\admin", "..%5Cadmin")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("1/../2", "1%2F..%2F2")]
    [InlineData("1?all=true#x", "1%3Fall%3Dtrue%23x")]
    [InlineData("@evil.test/", "%40evil.test%2F")]
    [InlineData("//evil.test", "%2F%2Fevil.test")]
    [InlineData("1\r\nX-Admin: 1", "1%0D%0AX-Admin%3A%201")]
    [InlineData("{customerId}", "%7BcustomerId%7D")]
    [InlineData("1;a=b&c", "1%3Ba%3Db%26c")]
    [InlineData("Łódź", "%C5%81%C3%B3d%C5%BA")]
    public async Task An_id_stays_one_segment_of_the_path(string id, string segment)
    {
        using var room = Of("Payments");
        room.Crm.When(HttpMethod.Get, $"https://{Host}/api/customer/{segment}/status").Answers(HttpStatusCode.OK, """{"balance":1}""");

        (await room.AddedAsync(("customerId", Json(id))))["outstandingBalance"].GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""x","status":["cancelled"],"y":"z""")]
    [InlineData("\\")]
    [InlineData("{now}")]
    [InlineData("' OR 1=1 --")]
    [InlineData("</script>\u0000\u2028")]
    public async Task An_id_stays_one_value_of_the_body(string id)
    {
        using var room = Of("Appointments");
        room.Crm.When(HttpMethod.Post, "/api/appointments").Answers(HttpStatusCode.OK, """{"data":[]}""");

        await room.AddedAsync(("customerId", Json(id)));

        var body = JsonElement.Parse(room.Crm.Requests.ShouldHaveSingleItem().Body);
        body.GetProperty("customer_id").GetString().ShouldBe(id);
        body.EnumerateObject().Select(member => member.Name).ShouldBe(["customer_id", "status", "date_range"]);
        body.GetProperty("status").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"$ne":null}""")]
    [InlineData("""["CUST-7","CUST-8"]""")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"\\ud83d\"")]
    public async Task What_is_no_id_is_not_asked_for(string value)
    {
        using var payments = Of("Payments");
        using var appointments = Of("Appointments");

        (await payments.AskAsync(("customerId", value))).ShouldBe(SourceAnswer.NotFound);
        (await appointments.AskAsync(("customerId", value))).ShouldBe(SourceAnswer.NotFound);
        (await appointments.AskAsync(("customerId", $"\"{new string('7', 257)}\""))).ShouldBe(SourceAnswer.NotFound);
        (await appointments.AskAsync(("CustomerId", "7"))).ShouldBe(SourceAnswer.NotFound);

        payments.Crm.Requests.ShouldBeEmpty();
        appointments.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/customer/{customerId}/status", "..")]
    [InlineData("/customer/{customerId}", ".")]
    [InlineData("/customer/.{customerId}/status", ".")]
    [InlineData("/customer/{customerId}{customerId}/status?x", ".")]
    public async Task An_id_of_dots_cannot_stand_in_a_path(string path, string id)
    {
        using var room = Custom("tier", ("Http:Path", path));

        (await room.AskAsync(("customerId", Json(id)))).ShouldBe(SourceAnswer.NotFound);

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rotated_key_is_read_again()
    {
        using var room = Custom();
        room.Crm.When(HttpMethod.Get, "/api/customers/CUST-7").Answers(HttpStatusCode.OK, """{"tier":1}""").Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK, """{"tier":2}""");
        await room.AddedAsync(s_id);
        room.Secrets[CrmRoom.SecretId] = """{"api_key":"key-rotated"}""";

        (await room.AddedAsync(s_id))["tier"].GetInt32().ShouldBe(2);

        room.Crm.Requests[^1].Authorization.ShouldBe("Bearer key-rotated");
    }
}
