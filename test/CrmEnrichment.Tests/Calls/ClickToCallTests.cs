using System.Text.Json;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Calls;

/// <summary>What users of the CRM have agents' telephones do.</summary>
public sealed class ClickToCallTests(Clicks clicks) : IClassFixture<Clicks>
{
    private const string Phone = "+17275551001";

    [Fact]
    public async Task A_click_has_the_agent_call_and_is_confirmed()
    {
        var agent = clicks.Agent("2001");

        var (status, body) = await clicks.PostAsync("", $$"""{"agent": "2001", "phone": "{{Phone}}"}""");

        (status, body.GetProperty("status").GetString(), body.GetProperty("lead_id").GetString()).ShouldBe((200, "done", "501"), body.ToString());
        body.GetProperty("message").GetString().ShouldBe("The call is being placed.");
        (agent.Dialled, agent.Status, body.GetProperty("call_id").GetString()).ShouldBe(("7275551001", "INCALL", agent.CallId));
        clicks.Asked("2001").ShouldAllBe(request => request.Method == "POST" && request.Query.Length == 0);
    }

    [Fact]
    public async Task A_call_that_the_browser_is_slow_to_place_is_waited_for()
    {
        clicks.Agent("2002").ReadsLater = 1;

        (await clicks.PostAsync("", $$"""{"agent": "2002", "phone": "{{Phone}}"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_call_that_no_browser_places_is_not_called_done()
    {
        clicks.Agent("2003").HasBrowser = false;

        var (status, body) = await clicks.PostAsync("", $$"""{"agent": "2003", "phone": "{{Phone}}"}""");

        (status, body.GetProperty("status").GetString()).ShouldBe((202, "not_confirmed"));
        body.GetProperty("message").GetString()!.ShouldContain("not open in the agent's browser");
    }

    [Fact]
    public async Task A_lead_is_called_at_its_own_number_and_can_be_seen_first()
    {
        var agent = clicks.Agent("2004");

        var (status, body) = await clicks.PostAsync("", $$"""{"agent": "2004", "phone": "{{Phone}}", "lead_id": "502", "preview": true}""");

        (status, body.GetProperty("message").GetString()).ShouldBe((200, "The customer is on the agent's screen."), body.ToString());
        (agent.LeadId, agent.Dialled, agent.SubStatus).ShouldBe((502, "7275551002", "PREVIEW"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("911")]
    [InlineData("+1727555")]
    [InlineData("7275551001&value=9")]
    public async Task What_is_no_number_is_not_dialled(string phone)
    {
        clicks.Agent("2005");

        var (status, body) = await clicks.PostAsync("", $$"""{"agent": "2005", "phone": "{{phone}}"}""");

        (status, body.GetProperty("parameter").GetString()).ShouldBe((400, "phone"));
        clicks.Asked("2005").ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_are_sentences_for_the_CRMs_user()
    {
        clicks.Talking("2006");
        clicks.Agent("2007").DialsByHand = false;
        clicks.Agent("2008");

        await ShouldBeAsync("", """{"agent": "2006", "phone": "+17275551001"}""", 409, "not paused, or has a call");
        await ShouldBeAsync("", """{"agent": "2007", "phone": "+17275551001"}""", 403, "may not place calls by hand");
        await ShouldBeAsync("", """{"agent": "2099", "phone": "+17275551001"}""", 409, "not logged in");
        await ShouldBeAsync("", """{"agent": "2008", "phone": "+17275551001", "lead_id": "99"}""", 422, "does not have this lead");
        await ShouldBeAsync("/2008/hangup", "", 409, "has no call");
        await ShouldBeAsync("/2008/disposition", """{"status": "SALE"}""", 409, "no customer on the screen");
        await ShouldBeAsync("/2008/disposition", """{"status": "XYZ"}""", 422, "none of SALE, CALLBK");
        await ShouldBeAsync("/2008/transfer", """{"extension": "8500"}""", 409, "has no call");
        await ShouldBeAsync("/2006/transfer", """{"in_group": "NOWHERE"}""", 422, "no such in-group");
        await ShouldBeAsync("/2006/recording", """{"action": "stop"}""", 409, "No recording runs");
        clicks.Asked("2008").ShouldNotContain(request => request.Body.Contains("external_hangup", StringComparison.Ordinal) || request.Body.Contains("external_status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_is_paused_and_takes_calls_again()
    {
        var agent = clicks.Agent("2009");
        agent.Status = "READY";

        await ShouldBeDoneAsync("/2009/pause", "", "The agent is paused.");
        agent.IsPaused.ShouldBeTrue();
        await ShouldBeDoneAsync("/2009/resume", "", "The agent takes calls again.");
        agent.Status.ShouldBe("READY");
        await ShouldBeAsync("/2009/resume", "", 409, "The agent is not paused.");
    }

    [Fact]
    public async Task A_call_is_recorded_hung_up_and_gets_its_outcome()
    {
        var agent = clicks.Talking("2010");

        await ShouldBeDoneAsync("/2010/recording", """{"action": "start", "suffix": "_CRM"}""", "The recording starts.");
        agent.Recording.ShouldNotBeNull().ShouldEndWith("_CRM");
        await ShouldBeDoneAsync("/2010/hangup", "", "The call is ended.");
        await ShouldBeAsync("/2010/hangup", "", 409, "has no call");
        await ShouldBeDoneAsync("/2010/disposition", """{"status": "CALLBK", "callback_at": "2027-01-05 14:30:00", "comments": "after lunch"}""", "The outcome is given.");
        agent.LeadId.ShouldBe(0);
        clicks.Vicidial.Callbacks.ShouldContain(callback => callback.User == "2010" && callback.At == "2027-01-05 14:30:00");
    }

    // A call that the customer has ended waits for the agent's end of it.
    [Fact]
    public async Task A_dead_call_can_be_hung_up()
    {
        clicks.Talking("2011").SubStatus = "DEAD";

        await ShouldBeDoneAsync("/2011/hangup", "", "The call is ended.");
    }

    [Theory]
    [InlineData("2012", """{"phone": "+13175550142"}""")]
    [InlineData("2013", """{"extension": "8500"}""")]
    [InlineData("2014", """{"in_group": "SALESLINE"}""")]
    public async Task A_call_is_transferred(string user, string where)
    {
        var agent = clicks.Talking(user);

        await ShouldBeDoneAsync($"/{user}/transfer", where, "The call is transferred.");

        agent.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_fields_that_are_meant_change()
    {
        clicks.Talking("2015");
        var lead = clicks.Vicidial.Find("502")!;
        (lead["email"], lead["state"], lead["city"]) = ("bob@example.com", "FL", "Tampa");

        await ShouldBeDoneAsync("/2015/fields", """{"fields": {"comments": "his email and state", "city": "Miami"}}""", "The customer's fields are changed.");

        (lead["comments"], lead["city"], lead["email"], lead["state"]).ShouldBe(("his email and state", "Miami", "bob@example.com", "FL"));
    }

    [Theory]
    [InlineData("", """{"phone": "+17275551001"}""", "agent")]
    [InlineData("", """{"agent": "a b", "phone": "+17275551001"}""", "agent")]
    [InlineData("", "[1]", "body")]
    [InlineData("", "{", "body")]
    [InlineData("", """{"agent": "2016", "phone": "+17275551001", "lead_id": "x"}""", "lead_id")]
    [InlineData("/2016/disposition", """{"status": "TOOLONG"}""", "status")]
    [InlineData("/2016/disposition", """{"status": "SALE", "callback_at": "tomorrow"}""", "callback_at")]
    [InlineData("/2016/transfer", """{"phone": "+13175550142", "extension": "8500"}""", "phone")]
    [InlineData("/2016/recording", """{"action": "pause"}""", "action")]
    [InlineData("/2016/recording", """{"action": "start", "suffix": "a/b"}""", "suffix")]
    [InlineData("/2016/fields", """{"fields": {}}""", "fields")]
    [InlineData("/2016/fields", """{"fields": {"vendor_lead_code": "1"}}""", "fields")]
    public async Task What_is_wrong_is_named_and_VICIdial_is_not_asked(string path, string json, string parameter)
    {
        clicks.Agent("2016");

        var (status, body) = await clicks.PostAsync(path, json);

        (status, body.GetProperty("parameter").GetString()).ShouldBe((400, parameter), body.ToString());
        clicks.Asked("2016").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another-key")]
    [InlineData(Local.LookupSecrets.StudioKey)]
    public async Task Whoever_has_no_key_of_click_to_call_places_no_call(string? key)
    {
        clicks.Agent("2017");

        (await clicks.PostAsync("", $$"""{"agent": "2017", "phone": "{{Phone}}"}""", key)).Status.ShouldBe(401);

        clicks.Asked("2017").ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_post_does_something()
    {
        using var response = await clicks.SendAsync(HttpMethod.Get, "/2018/hangup", "", Local.CallKeys.Key);

        ((int)response.StatusCode, response.Content.Headers.Allow.Single()).ShouldBe((405, "POST"));
    }

    // In two minutes of the clock at most twice as many are let through.
    [Fact]
    public async Task One_agent_is_not_kept_busy_and_others_are_not_concerned()
    {
        (clicks.Agent("2019").Status, clicks.Agent("2020").Status) = ("READY", "READY");
        var answers = new List<int>();
        for (var at = 0; at <= 2 * Clicks.PerAgentPerMinute; at++)
        {
            answers.Add((await clicks.PostAsync("/2019/resume")).Status);
        }

        answers.ShouldContain(429);
        answers.Count(answer => answer is 409).ShouldBeInRange(1, 2 * Clicks.PerAgentPerMinute);
        (await clicks.PostAsync("/2020/resume")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task The_health_check_proves_both_APIs()
    {
        var result = await clicks.Cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        var components = JsonElement.Parse(result.Text).GetProperty("components").EnumerateArray()
            .ToDictionary(component => component.GetProperty("name").GetString()!, component => component.GetProperty("status").GetString());
        (components["Vicidial"], components["VicidialAgents"]).ShouldBe(("Healthy", "Healthy"), result.Text);
    }

    private async Task ShouldBeDoneAsync(string path, string json, string sentence)
    {
        var (status, body) = await clicks.PostAsync(path, json);
        (status, body.GetProperty("message").GetString()).ShouldBe((200, sentence), body.ToString());
    }

    private async Task ShouldBeAsync(string path, string json, int status, string words)
    {
        var (answered, body) = await clicks.PostAsync(path, json);
        answered.ShouldBe(status, body.ToString());
        body.GetProperty("detail").GetString()!.ShouldContain(words);
    }
}
