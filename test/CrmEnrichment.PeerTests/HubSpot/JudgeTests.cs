using System.Text;
using CrmEnrichment.Local.Crm.HubSpot;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>The judge does complain, and knows every description: otherwise its silence in <see cref="SearchTests"/> would prove nothing.</summary>
public sealed class JudgeTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    private const string Version = PretendHubSpot.Version;
    private const string Search = $"/crm/objects/{Version}/contacts/search";

    [Theory]
    [InlineData("an operator that there is none", Search, """{"filterGroups":[{"filters":[{"propertyName":"phone","operator":"LIKE","value":"1"}]}],"sorts":[],"properties":[],"limit":1,"after":"0"}""", "must be equal to one of the allowed values")]
    [InlineData("members that are missing", Search, """{"filterGroups":[]}""", "must have required property")]
    public async Task A_bad_search_is_refused(string what, string path, string body, string complaint)
    {
        var (status, violations) = await JudgedAsync(HttpMethod.Post, path, body);

        status.ShouldBe(422, what);
        violations.ShouldNotBeNull().ShouldContain(complaint);
    }

    [Theory]
    [InlineData("POST", "/crm/v3/objects/contacts/search")]
    [InlineData("POST", "/crm/objects/2026-03/contacts/search")]
    [InlineData("GET", $"/crm/objects/{Version}/contacts/51/deals")]
    public async Task What_no_description_has_is_refused(string method, string path) =>
        (await JudgedAsync(new HttpMethod(method), path, "{}")).Status.ShouldBe(404);

    [Theory]
    [InlineData("PUT", $"/crm/objects/{Version}/calls/1/associations/default/contacts/51")]
    [InlineData("GET", $"/crm/owners/{Version}?email=agent%40example.com")]
    [InlineData("GET", $"/crm/properties/{Version}/calls")]
    public async Task Associations_owners_and_properties_are_judged_by_their_own_descriptions(string method, string path)
    {
        var (status, violations) = await JudgedAsync(new HttpMethod(method), path, body: null);

        (status, violations).ShouldBe((200, null));
    }

    private async Task<(int Status, string? Violations)> JudgedAsync(HttpMethod method, string path, string? body)
    {
        ValidatingHubSpot.OrSkip();
        await hubSpot.ForgetAsync();
        var judge = await hubSpot.JudgeOfAsync(path.Split('?')[0]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, judge.Url + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", "token");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var verdict = (await hubSpot.VerdictsAsync()).ShouldHaveSingleItem();
        return (verdict.Status, verdict.Violations);
    }
}
