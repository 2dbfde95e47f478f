using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Leads;

/// <summary>What breaks on the way of a lead: nothing is lost, and nobody is dialled twice.</summary>
public sealed class LeadFailureTests
{
    private static readonly Func<RecordedRequest, bool> s_adding = request => request.Body.Contains("function=add_lead", StringComparison.Ordinal);

    /// <summary>The shortest time after which a message of a killed function comes again.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(10);

    private static Fault Never => Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_is_lost_after_the_lead_was_added_makes_no_second_lead()
    {
        await using var room = await LeadRoom.OpenAsync();
        room.Vicidial.Faults.Next(s_adding, Fault.HalfABody);
        await room.BringAsync("""{"id": "LOST-1", "phone": "+17275551301"}""");
        (await room.LetterAsync("LOST-1")).GetProperty("reason").GetString().ShouldBe("Unavailable");
        room.LeadsOf("LOST-1").ShouldHaveSingleItem();

        (await room.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);

        room.LeadsOf("LOST-1").ShouldHaveSingleItem();
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        await room.UntilAsync(() => room.Results.Contains("injected"), "it is called injected, since our own lead is there");
        room.Results.ShouldNotContain("duplicate");
    }

    [Fact]
    public async Task A_function_that_is_killed_before_the_lead_is_added_adds_it_once_when_the_message_comes_again()
    {
        await using var room = await LeadRoom.OpenAsync(s_short);
        room.Vicidial.Faults.Next(s_adding, Never);
        (await room.PostAsync("""{"id": "KILLED-1", "phone": "+17275551302"}""")).Status.ShouldBe(202);
        await room.Vicidial.Requests.ArrivalOfAsync(s_adding, Ct);

        room.Cloud.InjectLead.Kill();

        await room.DoneAsync();
        room.LeadsOf("KILLED-1").ShouldHaveSingleItem();
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_function_that_is_killed_after_the_lead_was_added_adds_no_second_one_and_calls_it_injected()
    {
        await using var room = await LeadRoom.OpenAsync(s_short);
        Func<RecordedRequest, bool> answered = request => request.Operation is "DynamoDB_20120810.PutItem" && request.Body.Contains("answered", StringComparison.Ordinal);
        room.Cloud.AwsFaults.Next(answered, Never);
        (await room.PostAsync("""{"id": "KILLED-2", "phone": "+17275551309"}""")).Status.ShouldBe(202);
        await room.Cloud.AwsRequests.ArrivalOfAsync(answered, Ct);
        room.LeadsOf("KILLED-2").ShouldHaveSingleItem();

        room.Cloud.InjectLead.Kill();

        await room.DoneAsync();
        room.LeadsOf("KILLED-2").ShouldHaveSingleItem();
        room.Added("7275551309").Count.ShouldBe(2);
        (await room.ResultsAsync(1)).ShouldBe(["injected"]);
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dialler_that_is_away_costs_a_letter_that_heals()
    {
        await using var room = await LeadRoom.OpenAsync();
        room.Vicidial.Faults.Always(s_adding, Fault.Answer(500));
        await room.BringAsync("""{"id": "AWAY-1", "phone": "+17275551303"}""");
        var letter = await room.LetterAsync("AWAY-1");
        (letter.GetProperty("reason").GetString(), letter.GetProperty("retryable").GetBoolean()).ShouldBe(("Unavailable", true));

        room.Vicidial.Faults.Clear();
        await room.ReplayAsync();

        room.LeadsOf("AWAY-1").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_login_is_not_tried_again_and_is_a_letter_AuthFailure()
    {
        await using var room = await LeadRoom.OpenAsync();
        VicidialAccount.SetLogin(room.Cloud.Secrets, VicidialAccount.User, "wrong");

        await room.BringAsync("""[{"id": "LOGIN-1", "phone": "+17275551304"}, {"id": "LOGIN-2", "phone": "+17275551305"}]""");

        (await room.LetterAsync("LOGIN-1")).GetProperty("reason").GetString().ShouldBe("AuthFailure");
        (await room.LetterAsync("LOGIN-2")).GetProperty("reason").GetString().ShouldBe("AuthFailure");

        // By each process, of which there may be two; ten lock the user.
        room.Vicidial.RefusedLogins.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_list_that_the_api_user_may_not_use_is_a_letter_Forbidden()
    {
        await using var room = await LeadRoom.OpenAsync();
        room.Vicidial.Users[VicidialAccount.User] = room.Vicidial.Users[VicidialAccount.User] with { RestrictedTo = "OTHER" };

        await room.BringAsync("""{"id": "LIST-1", "phone": "+17275551306"}""");

        var letter = await room.LetterAsync("LIST-1");
        letter.GetProperty("reason").GetString().ShouldBe("Forbidden");
        letter.GetProperty("message").GetString()!.ShouldContain("may not add leads to the list 101");
    }

    [Fact]
    public async Task A_lead_that_no_rule_holds_for_is_a_letter_that_names_the_setting()
    {
        await using var room = await LeadRoom.OpenAsync(null, ("DefaultList", ""));

        await room.BringAsync("""{"id": "NOWHERE-1", "phone": "+17275551307"}""");

        var letter = await room.LetterAsync("NOWHERE-1");
        letter.GetProperty("reason").GetString().ShouldBe("Rejected");
        letter.GetProperty("message").GetString()!.ShouldContain("Leads__DefaultList is not set");
        room.Added("7275551307").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_is_away_is_503_and_the_sender_brings_the_lead_again()
    {
        await using var room = await LeadRoom.OpenAsync();
        room.Cloud.AwsFaults.Always(request => request.Operation is "AmazonSQS.SendMessage", Fault.Answer(503));
        var (status, body) = await room.PostAsync("""{"id": "SQS-1", "phone": "+17275551308"}""");
        (status, body.Contains("Send it again", StringComparison.Ordinal)).ShouldBe((503, true), body);

        room.Cloud.AwsFaults.Clear();
        await room.BringAsync("""{"id": "SQS-1", "phone": "+17275551308"}""");

        room.LeadsOf("SQS-1").ShouldHaveSingleItem();
    }
}
