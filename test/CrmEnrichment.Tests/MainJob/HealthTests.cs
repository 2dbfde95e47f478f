using System.Net;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>CheckHealth through the real executable: one process for all these tests, so that each check follows another's refusals.</summary>
public sealed class HealthTests : IClassFixture<HealthTests.Checked>
{
    private static readonly string[] s_private =
        ["upstream text", "sesame", "local-client", "local-secret", "local-crm-key", "another", "Bearer", "5550199", "015550"];

    /// <summary>What is taken away; whom that makes ill; how it is called; what mends it.</summary>
    public static readonly TheoryData<string, Action<EmbeddedCloud>, string, string, string> Ills = new()
    {
        { "down", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503, "upstream text")), "crm", "Unavailable", "503. All 4 attempts failed. Check that it is up, and that its configured address can be reached from here" },
        { "cut off", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.ConnectionReset), "crm", "Unavailable", "Check that it is up, and that its configured address can be reached from here" },
        { "another's key", cloud => cloud.Crm.ApiKey = "another", "crm", "AuthFailure", "401, and again with renewed credentials. Check the secret" },
        { "no right", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.Answer(403, "upstream text")), "crm", "Forbidden", "403. Grant read access to customers to the API key" },
        { "another path", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.Answer(400, "upstream text")), "crm", "Rejected", "400. Check its settings: address, paths, names" },
        { "no JSON", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.GarbageBody), "crm", "Unavailable", "check Crm__Sources__N__Url, paths and Fields" },
        { "busy", cloud => cloud.Crm.Faults.Always(Request.Any, Fault.Answer(429, "upstream text", ("Retry-After", "900"))), "crm", "Throttled", "Find out who uses up its rate limit" },
        { "another secret", cloud => cloud.Secrets.Set("crm-enrichment/crm", """{"key": "sesame"}"""), "crm", "AuthFailure", "Put the key in its member 'api_key'" },
        { "another client", cloud => cloud.Genesys.Client = ("another", "another"), "Genesys", "AuthFailure", "Check the members 'client_id' and 'client_secret' of the secret 'crm-enrichment/genesys'" },
        { "no token is good", cloud => cloud.Genesys.Faults.Always(TheApi, Fault.Answer(401, "upstream text")), "Genesys", "AuthFailure", "401, and again with renewed credentials. Check the secret" },
        { "no role", cloud => cloud.Genesys.Faults.Always(TheApi, Fault.Answer(403, "upstream text")), "Genesys", "Forbidden", "403. Grant conversation:communication:view to a role of the OAuth client" },
        { "API down", cloud => cloud.Genesys.Faults.Always(TheApi, Fault.Answer(503, "upstream text")), "Genesys", "Unavailable", "Check that it is up" },
        { "login down", cloud => cloud.Genesys.Faults.Always(Contact.TheLogin, Fault.ConnectionReset), "Genesys", "Unavailable", "Check that it is up" },
        { "somebody else's API", cloud => cloud.Genesys.Faults.Always(TheApi, Fault.Answer(404, "<html>upstream text</html>")), "Genesys", "Rejected", "Check Genesys__Region and Genesys__ApiUrl" },
        { "minute used up", cloud => cloud.Genesys.Faults.Always(TheApi, Fault.Answer(429, "upstream text", ("Retry-After", "900"))), "Genesys", "Throttled", "Find out who uses up its rate limit" },
        { "no right to the queue", cloud => cloud.AwsFaults.Always(TheQueue, Denied(403, "com.amazonaws.sqs#AccessDeniedException")), "DeadLetters", "Forbidden", "grant sqs:GetQueueAttributes on the dead-letter queue to the function's role" },
        { "no such queue", cloud => cloud.AwsFaults.Always(TheQueue, Denied(400, "com.amazonaws.sqs#QueueDoesNotExist")), "DeadLetters", "Rejected", "QueueDoesNotExist" },
        { "a queue for small letters", cloud => cloud.AwsFaults.Always(TheQueue, Fault.Answer(200, """{"Attributes":{"MaximumMessageSize":"262144"}}""")), "DeadLetters", "Rejected", "takes messages of 262144 bytes, and a letter may have 1048576. Set the queue's MaximumMessageSize to 1048576" },
        { "SQS down", cloud => cloud.AwsFaults.Always(TheQueue, Fault.Answer(503)), "DeadLetters", "Unavailable", "Amazon SQS is not available" },
        { "no right to the table", cloud => cloud.AwsFaults.Always(TheTable, Denied(400, "com.amazon.coral.service#AccessDeniedException")), "State", "Forbidden", "grant dynamodb:GetItem on table crm-enrichment-state to the function's role" },
        { "no such table", cloud => cloud.AwsFaults.Always(TheTable, Denied(400, "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException")), "State", "Rejected", "ResourceNotFoundException" },
        { "DynamoDB down", cloud => cloud.AwsFaults.Always(TheTable, Fault.Answer(500)), "State", "Unavailable", "Amazon DynamoDB is not available" },
    };

    private readonly Checked _room;

    public HealthTests(Checked room)
    {
        _room = room;
        room.MakeWell();
    }

    private static Func<RecordedRequest, bool> TheApi => Request.To("/api/");

    private static Func<RecordedRequest, bool> TheQueue => Request.For("GetQueueAttributes");

    private static Func<RecordedRequest, bool> TheTable => Request.For("GetItem");

    [Fact]
    public async Task All_is_well_and_was_asked_for_real_without_a_trace()
    {
        var (genesys, crm, aws) = (_room.Cloud.Genesys.Requests.All.Count, _room.Cloud.Crm.Requests.All.Count, _room.Cloud.AwsRequests.All.Count);

        var report = await _room.CheckAsync();

        report.GetProperty("status").GetString().ShouldBe("Healthy");
        Components(report).Select(component => (Text(component, "name"), Text(component, "kind"), Text(component, "status"))).ShouldBe(
            [("crm", "CustomerSource", "Healthy"), ("Genesys", "Platform", "Healthy"), ("DeadLetters", "DeadLetters", "Healthy"), ("State", "State", "Healthy")]);
        Components(report).ShouldAllBe(component => component.GetProperty("durationMs").GetInt64() >= 0 && Text(component, "message").Length == 0);
        _room.Cloud.Crm.Requests.All.Skip(crm).Select(request => request.Path + request.Query).ShouldBe(["/customers?phone=%2B12015550199", "/customers/0"]);
        _room.Cloud.Genesys.Requests.All.Skip(genesys).Select(request => $"{request.Method} {request.Path} {request.Status}")
            .ShouldBe(["POST /oauth/token 200", "GET /api/v2/conversations/00000000-0000-4000-8000-000000000000 404"]);
        _room.Cloud.AwsRequests.All.Skip(aws).Select(request => request.Operation!.Split('.')[1])
            .ShouldBe(["GetSecretValue", "GetSecretValue", "GetQueueAttributes", "GetItem"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_source_of_every_kind_is_well_where_nothing_was_taken_away()
    {
        await using var contact = await Contact.StartAsync();
        await contact.Cloud.AddEveryKindAsync();

        var report = JsonElement.Parse((await contact.Cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken)).Text);

        Ill(report).ShouldBeEmpty();
        Components(report).Select(component => Text(component, "name")).ShouldBe(
            ["crm", "hubspot", "salesforce", "vtiger", "payments", "appointments", "Genesys", "DeadLetters", "State"]);

        // As each kind's page says that a check costs.
        contact.Cloud.Sources.Select(source => source.Source.Requests.All.Count).ShouldBe([6, 3, 11, 2, 2]);
    }

    [Theory]
    [MemberData(nameof(Ills), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_is_ill_is_named_with_what_mends_it_and_the_others_are_well(string what, Action<EmbeddedCloud> spoil, string ill, string reason, string remedy)
    {
        spoil(_room.Cloud);

        var (report, result) = await _room.InvokeAsync();

        report.GetProperty("status").GetString().ShouldBe("Unhealthy", what);
        var component = Components(report).Single(component => Text(component, "status") is not "Healthy");
        (Text(component, "name"), Text(component, "status"), Text(component, "reason")).ShouldBe((ill, "Unhealthy", reason), Text(component, "message"));
        Text(component, "message").ShouldContain(remedy);
        var published = await result.Log.ArrivalOfAsync(line => line.Contains("component_healthy\":0", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (Text(JsonElement.Parse(published), "Service"), Text(JsonElement.Parse(published), "Component")).ShouldBe(("CheckHealth", ill));
        var logged = await result.Log.ArrivalOfAsync(line => line.Contains($"{ill} is {reason}: ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        JsonElement.Parse(logged).GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
        foreach (var word in s_private)
        {
            result.Log.Lines.Append(result.Text).ShouldNotContain(line => line.Contains(word, StringComparison.OrdinalIgnoreCase), word);
        }
    }

    [Fact]
    public async Task What_was_refused_a_moment_ago_is_tried_again_and_well_once_it_is_mended()
    {
        _room.Cloud.Crm.ApiKey = "another";
        _room.Cloud.Genesys.Client = ("another", "another");
        Ill(await _room.CheckAsync()).ShouldBe(["crm: AuthFailure", "Genesys: AuthFailure"]);
        Ill(await _room.CheckAsync()).ShouldBe(["crm: AuthFailure", "Genesys: AuthFailure"]);

        _room.Cloud.RotateCrmKey("another");
        _room.Cloud.RotateGenesysClient("another", "another");

        Ill(await _room.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_and_a_token_that_still_work_hide_no_secret_that_does_not()
    {
        Ill(await _room.CheckAsync()).ShouldBeEmpty();
        _room.Cloud.Secrets.Set("crm-enrichment/crm", """{"api_key": "another"}""");
        _room.Cloud.Secrets.Set("crm-enrichment/genesys", """{"client_id": "another", "client_secret": "another"}""");

        Ill(await _room.CheckAsync()).ShouldBe(["crm: AuthFailure", "Genesys: AuthFailure"]);
    }

    [Fact]
    public async Task Credentials_that_are_refused_are_tried_no_more_often_than_it_takes_to_know()
    {
        _room.Cloud.Crm.ApiKey = "another";
        _room.Cloud.Genesys.Client = ("another", "another");
        var (genesys, crm) = (_room.Cloud.Genesys.Requests.All.Count, _room.Cloud.Crm.Requests.All.Count);

        await _room.CheckAsync();

        _room.Cloud.Crm.Requests.All.Count.ShouldBe(crm + 2);
        _room.Cloud.Genesys.Requests.All.Count.ShouldBe(genesys + 1);
    }

    [Fact]
    public async Task Without_its_secrets_nothing_can_be_signed_in_to_and_the_rest_is_well()
    {
        _room.Cloud.AwsFaults.Always(Request.For("GetSecretValue"), Fault.Answer(503));

        var report = await _room.CheckAsync();

        Ill(report).ShouldBe(["crm: Unavailable", "Genesys: Unavailable"]);
        Components(report).Take(2).ShouldAllBe(component => Text(component, "message").Contains("AWS Secrets Manager is not available"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""["crm"]""")]
    public async Task Whatever_it_is_invoked_with_everything_is_checked(string payload) => Ill(await _room.CheckAsync(payload)).ShouldBeEmpty();

    [Fact]
    public async Task What_hangs_is_late_and_the_others_are_well()
    {
        await using var contact = await Contact.StartAsync(("Health__DeadlineMs", "4000"));
        contact.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));

        var report = JsonElement.Parse((await InvokeAsync(contact, "{}")).Text);

        var late = Components(report).Single(component => Text(component, "status") is not "Healthy");
        (Text(late, "name"), Text(late, "status")).ShouldBe(("crm", "Late"));
        Text(late, "message").ShouldContain("no answer within 4000 ms");
    }

    [Fact]
    public async Task A_state_in_memory_is_no_component()
    {
        await using var contact = await Contact.StartAsync(("State__Table", ""));

        var report = JsonElement.Parse((await InvokeAsync(contact, "{}")).Text);

        Components(report).Select(component => Text(component, "name")).ShouldBe(["crm", "Genesys", "DeadLetters"]);
    }

    [Fact]
    public async Task After_a_restore_from_a_snapshot_it_checks_too()
    {
        await using var contact = await Contact.StartAsync();
        await contact.Cloud.Lambda.DefineAsync(contact.Cloud.CheckHealth.Definition with { SnapStart = true });

        JsonElement.Parse((await InvokeAsync(contact, "{}")).Text).GetProperty("status").GetString().ShouldBe("Healthy");
    }

    [Fact]
    public async Task HubSpot_is_probed_by_its_searches_and_a_missing_scope_is_named()
    {
        await using var contact = await Contact.StartAsync();
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        await contact.Cloud.UseAsync(hubSpot);
        Ill(JsonElement.Parse((await InvokeAsync(contact, "{}")).Text)).ShouldBeEmpty();
        hubSpot.Requests.All.Count.ShouldBe(6);
        hubSpot.Faults.Always(Request.To("/crm/objects/2026-09/0-3/"), Fault.Answer(403, """{"category":"MISSING_SCOPES"}"""));

        var report = JsonElement.Parse((await InvokeAsync(contact, "{}")).Text);

        Text(Components(report)[0], "message").ShouldContain("Grant the scope crm.objects.deals.read to the service key or private app, or set Deal of the source 'crm' to False");
    }

    [Fact]
    public async Task Salesforce_is_probed_by_its_search_and_query_and_a_used_up_day_is_told()
    {
        await using var contact = await Contact.StartAsync();
        var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        await contact.Cloud.UseAsync(salesforce);
        Ill(JsonElement.Parse((await InvokeAsync(contact, "{}")).Text)).ShouldBeEmpty();
        salesforce.Requests.All.Count.ShouldBe(3);
        salesforce.DailyLimit = 0;

        Ill(JsonElement.Parse((await InvokeAsync(contact, "{}")).Text)).ShouldBe(["crm: Throttled"]);
    }

    private static Fault Denied(int status, string type) => Fault.Answer(status, $$"""{"__type":"{{type}}","message":"upstream text"}""");

    private static IReadOnlyList<JsonElement> Components(JsonElement report) => [.. report.GetProperty("components").EnumerateArray()];

    private static IEnumerable<string> Ill(JsonElement report) =>
        Components(report).Where(component => Text(component, "status") is not "Healthy").Select(component => $"{Text(component, "name")}: {Text(component, "reason")}");

    private static string Text(JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetString()! : "";

    private static Task<InvocationResult> InvokeAsync(Contact contact, string payload) => contact.Cloud.CheckHealth.InvokeAsync(Encoding.UTF8.GetBytes(payload), TestContext.Current.CancellationToken);

    /// <summary>One contact centre, and one process in it.</summary>
    public sealed class Checked : IAsyncLifetime
    {
        private Contact _contact = null!;

        public EmbeddedCloud Cloud => _contact.Cloud;

        public async ValueTask InitializeAsync() => _contact = await Contact.StartAsync(("Logging__Level", "Trace"));

        public void MakeWell()
        {
            Cloud.AwsFaults.Clear();
            Cloud.Genesys.Faults.Clear();
            Cloud.Crm.Faults.Clear();
            Cloud.RotateGenesysClient("local-client", "local-secret");
            Cloud.RotateCrmKey("local-crm-key");
        }

        public async Task<JsonElement> CheckAsync(string? payload = null) => (await InvokeAsync(payload)).Report;

        public async Task<(JsonElement Report, InvocationResult Result)> InvokeAsync(string? payload = null)
        {
            var result = await HealthTests.InvokeAsync(_contact, payload ?? SampleEvents.Text("check-health"));
            result.Succeeded.ShouldBeTrue(result.Text);
            return (JsonElement.Parse(result.Text), result);
        }

        public ValueTask DisposeAsync() => _contact.DisposeAsync();
    }
}
