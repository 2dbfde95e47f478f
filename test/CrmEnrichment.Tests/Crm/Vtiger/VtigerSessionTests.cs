using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Over real sockets, against a Vtiger that checks the challenge.</summary>
public sealed class VtigerSessionTests
{
    [Fact]
    public async Task Any_number_of_simultaneous_look_ups_log_in_once()
    {
        await using var room = await VtigerRoom.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => room.FoundAsync()));

        room.Vtiger.Logins.Begun.ShouldBe(1);
        room.Vtiger.Requests.Where(VtigerRoom.Challenge).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_is_used_until_Vtiger_has_forgotten_it_and_the_request_is_repeated_once()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Account", "false"));
        await room.FoundAsync();
        room.Time.Advance(TimeSpan.FromMinutes(20));
        await room.FoundAsync();
        room.Vtiger.Logins.Begun.ShouldBe(1);

        // PHP clears up what was idle for 24 minutes.
        room.Time.Advance(TimeSpan.FromMinutes(25));
        await room.FoundAsync();

        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("INVALID_SESSIONID")]
    [InlineData("SESSION_EXPIRED")]
    [InlineData("SESSION_LEFT_IDLE")]
    [InlineData("AUTHENTICATION_REQUIRED")]
    public async Task Whatever_the_end_of_a_session_is_called_another_is_begun(string code)
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Faults.Next(VtigerRoom.Query, Fault.Answer(200, VtigerAnswers.Error(code)));

        await room.FoundAsync();

        room.Vtiger.Logins.Begun.ShouldBe(2);
    }

    [Fact]
    public async Task Many_whose_session_ends_under_them_log_in_once()
    {
        await using var room = await VtigerRoom.StartAsync();
        await room.FoundAsync();
        room.Vtiger.Logins.EndSessions();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => room.FoundAsync()));

        room.Vtiger.Logins.Begun.ShouldBe(2);
    }

    [Fact]
    public async Task Sessions_that_are_never_taken_are_left_alone_for_a_minute()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Faults.Always(VtigerRoom.Query, Fault.Answer(200, VtigerAnswers.Error("INVALID_SESSIONID")));

        (await room.FaultAsync()).Fault.ShouldBe(UpstreamFault.AuthRefused);
        var rest = await room.FaultAsync();

        rest.NotBefore.ShouldBe(room.Time.GetUtcNow().AddMinutes(1));
        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(2);
        room.Vtiger.Faults.Clear();
        room.Time.Advance(TimeSpan.FromMinutes(1));
        await room.FoundAsync();
    }

    [Fact]
    public async Task Of_two_environments_that_log_in_together_the_one_whose_challenge_was_killed_takes_another()
    {
        await using var room = await VtigerRoom.StartAsync();
        var taken = new TaskCompletionSource();
        room.Vtiger.Faults.Next(VtigerRoom.Login, Fault.HangUntil(taken.Task));
        var first = room.FoundAsync();
        await room.Vtiger.Requests.ArrivalOfAsync(VtigerRoom.Login, TestContext.Current.CancellationToken);

        await room.FoundAsync(room.Environment());
        taken.SetResult();
        await first;

        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Requests.Where(VtigerRoom.Challenge).Count.ShouldBe(3);
        room.Time.Waits.Count(wait => wait > TimeSpan.Zero).ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_key_is_tried_four_times_read_again_tried_as_often_and_left_alone()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Logins.AccessKey = "AnotherKey567890";

        var fault = await room.FaultAsync();
        await room.FaultAsync();

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain("Check the members 'username' and 'access_key' of the secret 'crm/secret'");
        room.Vtiger.Requests.Where(VtigerRoom.Login).Count.ShouldBe(8);
        room.Time.Waits.Count(wait => wait > TimeSpan.Zero).ShouldBe(6);
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_was_changed_in_Vtiger_and_in_the_secret_is_found_without_a_restart()
    {
        await using var room = await VtigerRoom.StartAsync();
        await room.FoundAsync();
        room.Vtiger.Logins.AccessKey = "AnotherKey567890";
        room.Vtiger.Logins.EndSessions();
        room.RenewSecret();

        await room.FoundAsync();
    }

    [Fact]
    public async Task An_unknown_user_is_named_as_such_without_his_name()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Logins.UserName = "somebody.else";

        var fault = await room.FaultAsync();

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldNotContain("crm-enrichment");
        room.Vtiger.Requests.Where(VtigerRoom.Login).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_prefix_is_asked_of_each_installation()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.UsePrefix("Contacts", "4");
        room.Vtiger.Put("Contacts", 51, ("lastname", "Example"));

        (await room.FoundAsync(id: "4x51")).Fields["name"].GetString().ShouldBe("Example");
        (await room.FoundAsync(id: "51")).Fields["customerId"].GetString().ShouldBe("4x51");
    }

    [Theory]
    [InlineData("Contacts")]
    [InlineData("Leads")]
    [InlineData("Accounts")]
    public async Task A_probe_is_a_real_call_each_time_and_fails_as_a_look_up_would(string denied)
    {
        await using var room = await VtigerRoom.StartAsync();
        await room.First.ProbeAsync(TestContext.Current.CancellationToken);
        await room.FoundAsync(id: "12x16");
        await room.First.ProbeAsync(TestContext.Current.CancellationToken);
        room.Vtiger.Logins.EndSessions();
        await room.First.ProbeAsync(TestContext.Current.CancellationToken);
        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Deny(denied);

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.First.ProbeAsync(TestContext.Current.CancellationToken));

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain($"View on {denied}");
    }

    [Fact]
    public async Task A_token_goes_into_the_header_and_is_kept_for_an_hour()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Auth", "Token"), ("Vtiger:Account", "false"));
        room.Vtiger.HasTokenEndpoint = true;
        await room.FoundAsync();
        room.Time.Advance(TimeSpan.FromMinutes(20));
        await room.FoundAsync();
        room.Vtiger.Logins.Begun.ShouldBe(1);
        room.Vtiger.Requests.Where(VtigerRoom.Query).ShouldAllBe(request => request.Headers["Authorization"].StartsWith("Bearer "));
        room.Time.Advance(TimeSpan.FromMinutes(40));

        await room.FoundAsync();

        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Requests.All.ShouldAllBe(request => !request.Query.Contains("challenge"));
    }

    [Fact]
    public async Task Without_the_token_endpoint_the_setting_to_change_is_named()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Auth", "Token"));

        (await room.FaultAsync()).Message.ShouldContain("leave Crm__Sources__N__Vtiger__Auth at Challenge");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_left_alone()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Auth", "Token"));
        room.Vtiger.HasTokenEndpoint = true;
        room.Vtiger.Logins.Password = "another-password";

        var fault = await room.FaultAsync();

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain("'password'");
    }
}
