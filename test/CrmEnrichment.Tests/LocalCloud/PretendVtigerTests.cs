using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>The pretend Vtiger goes wrong where the real one does, and as misleadingly.</summary>
public sealed class PretendVtigerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ManualTime _time = new();
    private PretendVtiger _vtiger = null!;

    public async ValueTask InitializeAsync()
    {
        _vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, _time);
        _http.BaseAddress = _vtiger.Url;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _vtiger.DisposeAsync();
    }

    [Fact]
    public async Task A_new_challenge_kills_the_older_one()
    {
        var older = await ChallengeAsync();
        var newer = await ChallengeAsync();

        Code(await LogInAsync(older)).ShouldBe("INVALID_USER_CREDENTIALS");
        Code(await LogInAsync(newer)).ShouldBeNull();
    }

    [Fact]
    public async Task A_challenge_lives_for_five_minutes()
    {
        var challenge = await ChallengeAsync();
        _time.Advance(TimeSpan.FromSeconds(300));

        Code(await LogInAsync(challenge)).ShouldBe("INVALID_USER_CREDENTIALS");
    }

    [Fact]
    public async Task The_wrong_verb_finds_no_parameters_and_says_that_access_is_denied()
    {
        var answer = Answer(await ChallengeAsync());
        Code(await GetAsync($"operation=login&username=crm-enrichment&accessKey={answer}")).ShouldBe("ACCESS_DENIED");
        var session = await SessionAsync();
        Code(await PostAsync("", ("operation", "retrieve"), ("id", "12x16"), ("sessionName", session))).ShouldBe("ACCESS_DENIED");
    }

    [Fact]
    public async Task A_session_may_stand_in_the_body_and_is_needed()
    {
        var session = await SessionAsync();

        Code(await PostAsync("operation=describe&elementType=Contacts", ("sessionName", session))).ShouldBeNull();
        Code(await GetAsync("operation=describe&elementType=Contacts")).ShouldBe("AUTHENTICATION_REQUIRED");
        Code(await GetAsync("operation=describe&elementType=Contacts&sessionName=deadbeef")).ShouldBe("INVALID_SESSIONID");
    }

    [Theory]
    [InlineData("SELECT id FROM Contacts", "QUERY_SYNTAX_ERROR")]
    [InlineData("SELECT id FROM Contacts WHERE lastname='O'Brien';", "QUERY_SYNTAX_ERROR")]
    [InlineData("SELECT id FROM contacts;", "ACCESS_DENIED")]
    [InlineData("SELECT id,nosuchfield FROM Contacts;", "ACCESS_DENIED")]
    [InlineData("SELECT id FROM Contacts WHERE lastname='O''Brien';", null)]
    public async Task A_query_is_read_as_strictly(string query, string? code) => Code(await QueryAsync(query)).ShouldBe(code);

    [Theory]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '%7%7%7%1%2%3%';", 120)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '+420%';", 120)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '%123';", 120)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '%8%' OR mobile='+420 777 123';", 120)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '%3%2%';", 0)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '420%';", 0)]
    [InlineData("SELECT lastname FROM Contacts WHERE mobile LIKE '777';", 0)]
    [InlineData("SELECT * FROM Contacts LIMIT 7;", 7)]
    public async Task A_hundred_rows_are_the_most(string query, int fit)
    {
        foreach (var number in Enumerable.Range(1, 120))
        {
            _vtiger.Put("Contacts", number, ("lastname", "Any"), ("mobile", "+420 777 123"));
        }

        (await QueryAsync(query)).GetProperty("result").GetArrayLength().ShouldBe(Math.Min(fit, 100));
    }

    [Fact]
    public async Task Numbers_are_cut_at_50_characters_and_labels_are_html()
    {
        var id = _vtiger.Put("Contacts", 1, ("lastname", "Novák & \"Son\""), ("phone", new string('1', 81)));

        var record = (await PostAsync($"operation=retrieve&id={id}", ("sessionName", await SessionAsync()))).GetProperty("result");

        record.GetProperty("phone").GetString()!.Length.ShouldBe(50);
        record.GetProperty("label").GetString().ShouldBe("Nov&#225;k &amp; &quot;Son&quot;");
        record.GetProperty("lastname").GetString().ShouldBe("Novák & \"Son\"");
    }

    [Fact]
    public async Task An_unknown_operation_and_the_token_endpoint_are_answered_with_nothing()
    {
        using var unknown = await _http.GetAsync($"webservice.php?operation=lookup&sessionName={await SessionAsync()}", TestContext.Current.CancellationToken);
        using var token = await _http.PostAsync("index.php?module=Users&action=GetToken", null, TestContext.Current.CancellationToken);

        unknown.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        token.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        _vtiger.Requests.Unexpected.Count.ShouldBe(1);
    }

    private async Task<JsonElement> QueryAsync(string query) =>
        await PostAsync($"operation=query&query={Uri.EscapeDataString(query)}", ("sessionName", await SessionAsync()));

    private async Task<string> ChallengeAsync() =>
        (await GetAsync("operation=getchallenge&username=crm-enrichment")).GetProperty("result").GetProperty("token").GetString()!;

    private async Task<string> SessionAsync() => (await LogInAsync(await ChallengeAsync())).GetProperty("result").GetProperty("sessionName").GetString()!;

    private Task<JsonElement> LogInAsync(string challenge) =>
        PostAsync("", ("operation", "login"), ("username", "crm-enrichment"), ("accessKey", Answer(challenge)));

#pragma warning disable CA5351 // Vtiger's protocol knows MD5 only.
    private string Answer(string challenge) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + _vtiger.Logins.AccessKey)));
#pragma warning restore CA5351

    private async Task<JsonElement> GetAsync(string query) =>
        JsonElement.Parse(await _http.GetByteArrayAsync($"webservice.php?{query}", TestContext.Current.CancellationToken));

    private async Task<JsonElement> PostAsync(string query, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _http.PostAsync($"webservice.php?{query}", content, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("success").GetBoolean() ? null : answer.GetProperty("error").GetProperty("code").GetString();
}
