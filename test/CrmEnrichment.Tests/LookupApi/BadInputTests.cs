using System.Net;
using System.Text;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>What nobody should send, and somebody will.</summary>
public sealed class BadInputTests
{
    private static readonly string[] s_injections =
    [
        "' OR '1'='1", "\"; DROP TABLE customers; --", "${jndi:ldap://x}", "../../etc/passwd", "<script>", "{\"$gt\": \"\"}", "*)(uid=*", "a\r\nSet-Cookie: x", "%00", "\u0000", "漢 😀", "\ud800",
        "%s%n%x", "{{7*7}}", new string('9', 5000),
    ];

    public static TheoryData<string> Parameters => ["phone", "customer_id", "interaction_id", "From", "CallSid"];

    [Theory]
    [InlineData("", "phone")]
    [InlineData("?phon=%2B13175550142", "phone")]
    [InlineData("?phone=abc", "phone")]
    [InlineData("?phone=%2B13175550142&phone=%2B13175550177", "phone")]
    [InlineData("?phone=%2B13175550142&interaction_id=a%20b", "interaction_id")]
    [InlineData("?phone=%2B13175550142&CallSid=%3Cscript%3E", "CallSid")]
    [InlineData("?customer_id=a%0Ab", "customer_id")]
    public async Task Bad_input_is_refused_with_the_parameter_and_what_to_do(string query, string parameter)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.GetAsync("/customers" + query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await Desk.ReadAsync(response);
        problem.GetProperty("parameter").GetString().ShouldBe(parameter);
        problem.GetProperty("detail").GetString()!.ShouldContain(parameter);
        desk.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Parameters))]
    public async Task Injections_are_data_at_most_and_never_break_anything(string parameter)
    {
        await using var desk = await Desk.StartAsync();
        var other = parameter is "phone" or "From" or "customer_id" ? "" : "phone=anonymous&";
        foreach (var text in s_injections)
        {
            var encoded = string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));

            var response = await desk.GetAsync($"/customers?{other}{parameter}={encoded}");

            ((int)response.StatusCode).ShouldBeOneOf(200, 400);
            var answer = await Desk.ReadAsync(response);
            if (response.StatusCode is HttpStatusCode.OK)
            {
                answer.GetProperty("lookup_status").GetString().ShouldBe("no_match");
            }
        }
    }

    [Theory]
    [InlineData("GET", "/customers/changed", 405)]
    [InlineData("PUT", "/customers", 405)]
    [InlineData("DELETE", "/customers?phone=%2B13175550142", 405)]
    [InlineData("GET", "/customers/CUST-10042", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/iam/iam/customers", 404)]
    public async Task Other_paths_and_methods_are_not_there(string method, string path, int status)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Parse(method), path, request => request.Headers.Add("x-api-key", LookupSecrets.StudioKey));

        ((int)response.StatusCode).ShouldBe(status);
        (status is not 405 || response.Content.Headers.Allow.Count > 0).ShouldBeTrue();
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(10_000_000)]
    public async Task A_large_body_is_refused(int length)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Post, "/customers", request =>
        {
            request.Headers.Add("x-api-key", LookupSecrets.StudioKey);
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("From", "+13175550142"), KeyValuePair.Create("Body", new string('x', length))]);
        });

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_that_is_neither_form_nor_JSON_is_refused()
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Post, "/customers", request =>
        {
            request.Headers.Add("x-api-key", LookupSecrets.StudioKey);
            request.Content = new StringContent("+13175550142", Encoding.UTF8, "text/plain");
        });

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("\"+13175550142\"", "body")]
    [InlineData("""{"phone": "\ud800"}""", "body")]
    [InlineData("""{"phone": 13175550142}""", "phone")]
    [InlineData("""{"phone": ["+13175550142"]}""", "phone")]
    [InlineData("""{"phone": "+13175550142", "phone": "+13175550177"}""", "phone")]
    [InlineData("""{"other": "+13175550142"}""", "phone")]
    public async Task A_JSON_body_that_cannot_be_understood_is_refused_with_the_member(string body, string member)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.SendAsync(HttpMethod.Post, "/customers", request =>
        {
            request.Headers.Add("x-api-key", LookupSecrets.StudioKey);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Desk.ReadAsync(response)).GetProperty("parameter").GetString().ShouldBe(member);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "customer_id")]
    [InlineData("{}", "customer_id")]
    [InlineData("""{"customer_id": 7}""", "customer_id")]
    [InlineData("""{"customer_id": ""}""", "customer_id")]
    [InlineData("""{"phone_number": "call me"}""", "phone_number")]
    [InlineData("""{"phone_number": ["+13175550142", 7]}""", "phone_number")]
    [InlineData("""{"phone_number": {"n": "+13175550142"}}""", "phone_number")]
    public async Task A_change_that_cannot_be_understood_is_refused_with_the_member(string body, string member)
    {
        await using var desk = await Desk.StartAsync();

        var response = await desk.TellAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Desk.ReadAsync(response)).GetProperty("parameter").GetString().ShouldBe(member);
    }
}
