using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Web.Callers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>Who may ask: API keys, Twilio's signature, IAM.</summary>
public sealed class CallerTests
{
    private const string Known = "/customers?phone=%2B13175550142";

    private static readonly (string, string)[] s_form =
        [("CallSid", "CA1234567890ABCDE"), ("From", "+13175550142"), ("To", "+18005551212"), ("CallerName", "Dana & Łukasik = ÄÖ 漢")];

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("local-studio-key2")]
    [InlineData("local-studio-ke")]
    [InlineData("LOCAL-STUDIO-KEY")]
    [InlineData("local-twilio-token")]
    public async Task Without_the_right_key_nobody_is_told_anything(string? key)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Get, Known, request => request.Headers.TryAddWithoutValidation("x-api-key", key is null ? [] : [key]));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Desk.ReadAsync(response)).GetProperty("detail").GetString().ShouldBe("Sign in with an API key, Twilio's signature or IAM, as docs/lookup.md says.");
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem();
        desk.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_may_come_as_a_bearer_token_and_the_audit_names_whose_it_is()
    {
        // The audit is no matter of the level.
        await using var desk = await Desk.StartAsync(("Logging__Level", "None"));

        var response = await desk.SendAsync(HttpMethod.Get, Known + "&interaction_id=conversation-7", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LookupSecrets.StudioKey));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var line = await AuditAsync(desk);
        line.ShouldContain("\"Asker\":\"key/studio\"");
        line.ShouldContain("\"Audience\":\"Context\"");
        line.ShouldContain("\"Interaction\":\"conversation-7\"");
    }

    [Fact]
    public async Task Every_audience_sees_its_own_fields()
    {
        await using var desk = await Desk.StartAsync();
        desk.Cloud.Secrets.Set(LookupSecrets.Keys, new JsonObject
        {
            ["basic"] = LookupSecrets.Entry("key-basic", "Basic"),
            ["advanced"] = LookupSecrets.Entry("key-advanced", "Advanced"),
            ["admin"] = LookupSecrets.Entry("key-admin", "Admin"),
        }.ToJsonString());
        desk.Cloud.Crm.Put(Local.Crm.SampleCustomers.Platinum with { Extra = new JsonObject { ["name"] = "Dana", ["email"] = "dana@example.com", ["accountStatus"] = "active" } });

        var basic = await desk.FoundAsync(Known, "key-basic");
        var advanced = await desk.FoundAsync(Known, "key-advanced");
        var admin = await desk.FoundAsync(Known, "key-admin");

        basic.GetProperty("caller_email").GetString().ShouldBe("d•••@example.com");
        basic.GetProperty("account_status").GetString().ShouldBeNull();
        advanced.GetProperty("account_status").GetString().ShouldBe("active");
        advanced.GetProperty("fields").EnumerateObject().ShouldBeEmpty();
        admin.GetProperty("caller_email").GetString().ShouldBe("dana@example.com");
        admin.GetProperty("fields").GetProperty("loyaltyTier").GetString().ShouldBe("Platinum");
    }

    [Fact]
    public async Task Twilio_signs_its_forms_and_a_signature_holds_for_one_address_and_one_form_only()
    {
        await using var desk = await Desk.StartAsync();
        var signature = Sign("/customers", s_form);

        (await PostAsync(desk, "/customers", s_form, signature)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AuditAsync(desk)).ShouldContain("\"Asker\":\"twilio\"");

        (await PostAsync(desk, "/customers", s_form, null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(desk, "/customers", s_form, "L/OH5YylLD5NRKLltdqwSvS0BnU=")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(desk, "/customers?customer_id=CUST-20007", s_form, signature)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(desk, "/customers/changed", s_form, signature)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(desk, "/customers", [.. s_form, ("customer_id", "CUST-20007")], signature)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.SendAsync(HttpMethod.Get, "/customers?phone=%2B13175550142", request => request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_wrong_key_is_not_made_good_by_a_signature_that_holds()
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Get, "/customers?From=%2B13175550142", request =>
        {
            request.Headers.Add("x-api-key", "wrong");
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Sign("/customers?From=%2B13175550142", []));
        });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Twilio_signs_queries_as_they_are_sent()
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Get, "/customers?From=%2B13175550142&CallSid=CA1", request =>
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Sign("/customers?From=%2B13175550142&CallSid=CA1", [])));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // Inputs of a public report: Twilio signs the address now with the port, now without.
    [Theory]
    [InlineData("https://api.example.com", "https://api.example.com", HttpStatusCode.OK)]
    [InlineData("https://api.example.com", "https://api.example.com:443", HttpStatusCode.OK)]
    [InlineData("https://api.example.com:8443", "https://api.example.com", HttpStatusCode.OK)]
    [InlineData("https://api.example.com:8443", "https://api.example.com:8443", HttpStatusCode.OK)]
    [InlineData("https://api.example.com/prod/", "https://api.example.com:443/prod", HttpStatusCode.OK)]
    [InlineData("https://api.example.com:8443", "https://api.example.com:443", HttpStatusCode.Unauthorized)]
    [InlineData("https://api.example.com", "http://api.example.com:80", HttpStatusCode.Unauthorized)]
    [InlineData("https://api.example.com", "https://api.example.org", HttpStatusCode.Unauthorized)]
    public async Task The_port_may_stand_in_the_signed_address_or_not(string publicUrl, string calledUrl, HttpStatusCode status)
    {
        await using var desk = await Desk.StartAsync(("Lookup__PublicUrl", publicUrl));

        (await PostAsync(desk, "/customers", s_form, TwilioSignature.Of(LookupSecrets.TwilioToken, calledUrl + "/customers", s_form))).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_JSON_body_is_signed_by_its_digest_in_the_address()
    {
        const string Body = """{"From": "whatsapp:+13175550142", "CallSid": "CA1", "other": [1]}""";
        await using var desk = await Desk.StartAsync();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        var address = $"/customers?bodySHA256={digest}";

        var response = await PostJsonAsync(desk, address, Body, Sign(address, []));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Desk.ReadAsync(response)).GetProperty("phone_number").GetString().ShouldBe("+13175550142");

        (await PostJsonAsync(desk, address, Body + " ", Sign(address, []))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostJsonAsync(desk, address, Body, Sign("/customers", []))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostJsonAsync(desk, "/customers", Body, Sign("/customers", []))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostJsonAsync(desk, $"{address}&bodySHA256={digest}", Body, Sign($"{address}&bodySHA256={digest}", []))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The example of Twilio's documentation and of its libraries: https://www.twilio.com/docs/usage/webhooks/webhooks-security.
    [Fact]
    public void The_signature_is_the_one_of_Twilios_own_example() => TwilioSignature.Of(
        "12345",
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        [("To", "+18005551212"), ("Digits", "1234"), ("Caller", "+14158675309"), ("From", "+14158675309"), ("CallSid", "CA1234567890ABCDE")]).ShouldBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    [Fact]
    public async Task Whom_IAM_knows_may_ask_behind_its_route_and_nobody_becomes_one_by_a_header()
    {
        await using var desk = await Desk.StartAsync();

        (await desk.SendAsync(HttpMethod.Get, "/iam" + Known, Signed("local"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var line = await AuditAsync(desk);
        line.ShouldContain("\"Asker\":\"iam/role/data-actions\"");
        line.ShouldNotContain("someone");

        (await desk.SendAsync(HttpMethod.Get, "/iam" + Known, Signed("stranger"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.SendAsync(HttpMethod.Get, Known, Signed("local"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.SendAsync(HttpMethod.Get, Known, request =>
        {
            foreach (var name in new[] { "x-amzn-principal", "x-amzn-requestcontext-authorizer", "iam", "userArn" })
            {
                request.Headers.TryAddWithoutValidation(name, "arn:aws:iam::123456789012:user/root");
            }
        })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("arn:aws:sts::123456789012:assumed-role/data-actions/dana@example.com", "role/data-actions")]
    [InlineData("arn:aws:iam::123456789012:user/ivr/nightly", "user/nightly")]
    [InlineData("arn:aws:iam::123456789012:root", "other")]
    [InlineData("", "other")]
    public void A_principal_is_named_without_its_session(string arn, string name) => IamPrincipal.NameOf(arn).ShouldBe(name);

    [Fact]
    public async Task Only_the_audience_Admin_may_say_that_customers_have_changed()
    {
        await using var desk = await Desk.StartAsync();

        (await desk.TellAsync("""{"customer_id": "CUST-10042"}""", LookupSecrets.StudioKey)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_function_that_nobody_could_ask_does_not_start_and_says_what_to_set()
    {
        await using var desk = await Desk.StartAsync(("Lookup__KeysSecretId", ""), ("Lookup__TwilioSecretId", ""), ("Lookup__Iam", "false"));

        var result = await desk.Cloud.LookupCustomer.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        result.ErrorType.ShouldBe("InvalidConfigurationException");
        result.ErrorMessage!.ShouldContain("Lookup__KeysSecretId, Lookup__TwilioSecretId and Lookup__Iam are not set");
    }

    [Fact]
    public async Task Who_makes_too_many_requests_waits_and_others_do_not_and_a_store_that_is_away_lets_everybody_through()
    {
        await using var desk = await Desk.StartAsync(("Lookup__RequestsPerMinute", "3"));
        desk.Cloud.Secrets.Set(LookupSecrets.Keys, new JsonObject { ["one"] = LookupSecrets.Entry("one", "Context"), ["two"] = LookupSecrets.Entry("two", "Context") }.ToJsonString());

        // Three fit into each minute, and eight requests do not take three of them.
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await desk.GetAsync("/customers?phone=anonymous", "one"));
        }

        var refused = answers.Where(answer => answer.StatusCode is HttpStatusCode.TooManyRequests).ToList();
        refused.Count.ShouldBeInRange(2, 5);
        refused.ShouldAllBe(answer => answer.Headers.RetryAfter!.Delta > TimeSpan.Zero && answer.Headers.RetryAfter.Delta <= TimeSpan.FromMinutes(1));
        (await desk.GetAsync("/customers?phone=anonymous", "two")).StatusCode.ShouldBe(HttpStatusCode.OK);

        desk.Cloud.AwsFaults.Always(Request.For("UpdateItem"), Fault.Answer(400));
        (await desk.GetAsync("/customers?phone=anonymous", "one")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Action<HttpRequestMessage> Signed(string accessKey) => request => request.Headers.TryAddWithoutValidation(
        "Authorization", $"AWS4-HMAC-SHA256 Credential={accessKey}/20260105/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0123");

    private static string Sign(string pathAndQuery, (string, string)[] form) => TwilioSignature.Of(LookupSecrets.TwilioToken, LookupSecrets.PublicUrl + pathAndQuery, form);

    private static Task<HttpResponseMessage> PostAsync(Desk desk, string pathAndQuery, (string Name, string Value)[] form, string? signature) => desk.SendAsync(HttpMethod.Post, pathAndQuery, request =>
    {
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature is null ? [] : [signature]);
    });

    private static Task<HttpResponseMessage> PostJsonAsync(Desk desk, string pathAndQuery, string body, string signature) => desk.SendAsync(HttpMethod.Post, pathAndQuery, request =>
    {
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
    });

    private static Task<string> AuditAsync(Desk desk) => desk.Cloud.Http.Invocations[^1].Log.ArrivalOfAsync(
        line => line.Contains("looked a customer up", StringComparison.Ordinal), TestContext.Current.CancellationToken);
}
