using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>Who is calling, asked over HTTP.</summary>
public sealed class LookupTests
{
    private static readonly string[] s_members =
    [
        "phone_number", "lookup_status", "lookup_timestamp", "matches", "caller_name", "caller_email", "account_status", "last_interaction", "preferred_agent",
        "vip_customer", "sources", "failure_reason", "failed_sources", "fields",
    ];

    private static readonly PretendCustomer s_dana = new("CUST-70001", "ACCT-70001")
    {
        Phones = ["+13175550142"],
        LoyaltyTier = "Gold",
        LastPurchaseDate = "2026-03-02",
        Extra = new JsonObject { ["name"] = "Dana Łukasik 漢", ["email"] = "dana@example.com", ["accountStatus"] = "active", ["vip"] = true, ["ownerId"] = 4711 },
    };

    [Fact]
    public async Task A_known_caller_fills_every_member()
    {
        await using var desk = await Desk.StartAsync();
        Know(desk, s_dana);

        var found = await desk.FoundAsync("/customers?phone=%2B13175550142&interaction_id=c0000001-4a1b");

        found.EnumerateObject().Select(member => member.Name).ShouldBe(s_members);
        Text(found, "phone_number").ShouldBe("+13175550142");
        Text(found, "lookup_status").ShouldBe("found");
        found.GetProperty("lookup_timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        found.GetProperty("matches").GetInt32().ShouldBe(1);
        Text(found, "caller_name").ShouldBe("Dana Łukasik 漢");
        Text(found, "caller_email").ShouldBe("d•••@example.com");
        Text(found, "account_status").ShouldBe("active");
        Text(found, "last_interaction").ShouldBe("2026-03-02");
        Text(found, "preferred_agent").ShouldBe("4711");
        found.GetProperty("vip_customer").GetBoolean().ShouldBeTrue();
        found.GetProperty("sources").EnumerateArray().Select(source => source.GetString()).ShouldBe(["crm"]);
        found.GetProperty("fields").GetRawText().ShouldBe("""{"loyaltyTier":"Gold"}""");
    }

    [Theory]
    [InlineData("phone=%2B13175550142")]
    [InlineData("phone=+13175550142")]
    [InlineData("phone=%2013175550142")]
    [InlineData("phone=(317)%20555-0142")]
    [InlineData("phone=tel%3A%2B13175550142")]
    [InlineData("From=%2B13175550142&CallSid=CA1234567890ABCDE&AccountSid=AC1")]
    [InlineData("customer_id=CUST-70001")]
    [InlineData("phone=%2B%2B13175550142")]
    [InlineData("phone=whatsapp%3A%2B13175550142")]
    [InlineData("phone=whatsapp:+13175550142")]
    [InlineData("From=whatsapp%3A%2B13175550142")]
    [InlineData("phone=%22Dana%22%20%3Csip%3A%2B13175550142%40pbx.example.org%3E")]
    [InlineData("phone=%2B13175550142%20%D0%B4%D0%BE%D0%B1.%2012")]
    public async Task However_the_caller_is_written_it_is_the_same(string query)
    {
        await using var desk = await Desk.StartAsync();
        Know(desk, s_dana);

        Text(await desk.FoundAsync($"/customers?{query}"), "caller_name").ShouldBe("Dana Łukasik 漢");
    }

    [Theory]
    [InlineData("phone=%2B13175550199")]
    [InlineData("phone=anonymous")]
    [InlineData("phone=")]
    [InlineData("phone=911")]
    [InlineData("From=client%3Aalice")]
    [InlineData("From=messenger%3A13175550142")]
    [InlineData("phone=Out%20of%20Area")]
    [InlineData("phone=No%20Number")]
    [InlineData("phone=Private%20Caller")]
    [InlineData("phone=0000000000")]
    [InlineData("phone=Num%C3%A9ro%20masqu%C3%A9")]
    [InlineData("customer_id=nobody")]
    public async Task Nobody_is_known_and_every_member_is_there(string query)
    {
        await using var desk = await Desk.StartAsync();

        var nobody = await desk.FoundAsync($"/customers?{query}");

        nobody.EnumerateObject().Select(member => member.Name).ShouldBe(s_members);
        Text(nobody, "lookup_status").ShouldBe("no_match");
        Text(nobody, "caller_name").ShouldBe("Unknown");
        nobody.GetProperty("vip_customer").ValueKind.ShouldBe(JsonValueKind.Null);
        nobody.GetProperty("sources").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Of_several_customers_the_number_is_told()
    {
        await using var desk = await Desk.StartAsync();
        Know(desk, s_dana, s_dana with { Id = "CUST-70002" });

        var several = await desk.FoundAsync("/customers?phone=%2B13175550142");

        Text(several, "lookup_status").ShouldBe("ambiguous");
        several.GetProperty("matches").GetInt32().ShouldBe(2);
        Text(several, "caller_name").ShouldBe("Unknown");
    }

    [Fact]
    public async Task A_field_of_another_name_fills_the_member_that_it_is_configured_for()
    {
        await using var desk = await Desk.StartAsync(("Lookup__Members__account_status", "nothing, loyaltyTier"));
        Know(desk, s_dana);

        var found = await desk.FoundAsync("/customers?phone=%2B13175550142");

        Text(found, "account_status").ShouldBe("Gold");
        found.GetProperty("fields").GetRawText().ShouldBe("""{"accountStatus":"active"}""");
    }

    [Fact]
    public async Task A_crm_that_is_away_makes_the_minimal_record_and_one_that_hangs_too()
    {
        await using var desk = await Desk.StartAsync(("Lookup__BudgetMs", "900"), ("Http__MaxRetries", "0"));
        await desk.GetAsync("/customers?phone=anonymous");
        foreach (var fault in new[] { Fault.Answer(503), Fault.HangUntil(new TaskCompletionSource().Task), Fault.Answer(401) })
        {
            desk.Cloud.Crm.Faults.Clear();
            desk.Cloud.Crm.Faults.Always(Request.Any, fault);

            var minimal = await desk.FoundAsync("/customers?phone=%2B13175550142");

            minimal.EnumerateObject().Select(member => member.Name).ShouldBe(s_members);
            Text(minimal, "lookup_status").ShouldBe("failed");
            Text(minimal, "phone_number").ShouldBe("+13175550142");
            Text(minimal, "caller_name").ShouldBe("Unknown");
        }
    }

    [Fact]
    public async Task What_one_source_knows_is_told_though_another_hangs()
    {
        await using var desk = await Desk.StartAsync(
            ("Lookup__BudgetMs", "3000"),
            ("Http__MaxRetries", "0"),
            ("Crm__Sources__1__Name", "slow"),
            ("Crm__Sources__1__Url", "http://127.0.0.1:9"),
            ("Crm__Sources__1__SecretId", "crm-enrichment/crm"));
        var slow = await PretendCrm.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        await using var _ = slow;
        slow.Faults.Always(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));
        await desk.Cloud.Lambda.DefineAsync(desk.Cloud.LookupCustomer.Definition.With("Crm__Sources__1__Url", slow.Url.ToString()).With("Crm__Sources__1__TimeoutMs", "3000"));
        Know(desk, s_dana);

        var partial = await desk.FoundAsync("/customers?phone=%2B13175550142");

        Text(partial, "lookup_status").ShouldBe("partial");
        Text(partial, "caller_name").ShouldBe("Dana Łukasik 漢");
        partial.GetProperty("sources").EnumerateArray().Select(source => source.GetString()).ShouldBe(["crm"]);
    }

    [Fact]
    public async Task Callers_who_cannot_be_told_apart_for_want_of_the_secret_get_the_minimal_record_and_nobody_is_asked()
    {
        await using var desk = await Desk.StartAsync();
        desk.Cloud.AwsFaults.Always(Request.For("GetSecretValue"), Fault.Answer(503));

        Text(await desk.FoundAsync("/customers?phone=%2B13175550142"), "lookup_status").ShouldBe("failed");
        (await desk.TellAsync("""{"customer_id": "CUST-70001"}""")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        desk.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lookup-customer.json", 200, "found")]
    [InlineData("customer-changed.json", 202, "accepted")]
    public async Task The_samples_for_sam_local_are_answered(string file, int status, string said)
    {
        await using var desk = await Desk.StartAsync();

        var result = await desk.Cloud.LookupCustomer.InvokeAsync(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "events/http", file), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        var answer = JsonElement.Parse(result.Text);
        answer.GetProperty("statusCode").GetInt32().ShouldBe(status);
        answer.GetProperty("body").GetString()!.ShouldContain($"status\":\"{said}\"");
    }

    [Theory]
    [InlineData("prod", "/prod/customers", 200)]
    [InlineData("prod", "/customers", 200)]
    [InlineData("$default", "/customers", 200)]
    [InlineData("prod", "/prod/iam/customers", 401)]
    [InlineData("prod", "/test/customers", 404)]
    [InlineData("prod", "/production/customers", 404)]
    [InlineData("$default", "/prod/customers", 404)]
    public async Task A_named_stage_stands_before_the_path(string stage, string path, int status)
    {
        await using var desk = await Desk.StartAsync();
        var payload = JsonNode.Parse(Repository.Read("events/http/lookup-customer.json"))!;
        payload["rawPath"] = path;
        payload["requestContext"]!["stage"] = stage;
        if (status is 401)
        {
            payload["headers"]!.AsObject().Remove("x-api-key");
        }

        var result = await desk.Cloud.LookupCustomer.InvokeAsync(Encoding.UTF8.GetBytes(payload.ToJsonString()), TestContext.Current.CancellationToken);

        JsonElement.Parse(result.Text).GetProperty("statusCode").GetInt32().ShouldBe(status);
    }

    [Theory]
    [InlineData("+554188887777", "+5541988887777")]
    [InlineData("+541152345678", "+5491152345678")]
    [InlineData("+525512345678", "+5215512345678")]
    public async Task Both_spellings_of_one_subscriber_find_the_customer(string kept, string caller)
    {
        await using var desk = await Desk.StartAsync();
        Know(desk, s_dana with { Phones = [kept] });

        foreach (var number in new[] { caller, kept })
        {
            Text(await desk.FoundAsync($"/customers?phone={Uri.EscapeDataString(number)}"), "caller_name").ShouldBe("Dana Łukasik 漢");
        }
    }

    [Fact]
    public async Task After_a_restore_from_a_snapshot_callers_are_answered()
    {
        await using var desk = await Desk.StartAsync();
        await desk.Cloud.Lambda.DefineAsync(desk.Cloud.LookupCustomer.Definition with { SnapStart = true });
        Know(desk, s_dana);

        Text(await desk.FoundAsync("/customers?phone=%2B13175550142"), "caller_name").ShouldBe("Dana Łukasik 漢");
    }

    private static void Know(Desk desk, params PretendCustomer[] customers)
    {
        desk.Cloud.Crm.Remove(SampleCustomers.Platinum.Id);
        foreach (var customer in customers)
        {
            desk.Cloud.Crm.Put(customer);
        }
    }

    private static string? Text(JsonElement answer, string member) => answer.GetProperty(member).GetString();
}
