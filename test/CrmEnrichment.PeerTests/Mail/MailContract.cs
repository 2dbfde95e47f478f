using System.Text;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PeerTests.Sql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>From a message in a mailbox to the comment of its ticket, with the real executable.</summary>
public abstract class MailContract(IMailPeer server)
{
    protected IMailPeer Server => server;

    [Fact]
    public async Task A_message_becomes_a_comment_and_stays_as_it_was()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(
            Written.Mail("first", "Re: [#7] Printer", "It prints again.\n\nOn Fri, 27 Nov 2026 at 09:00, Desk <desk@example.com> wrote:\n> Please try.\n"),
            Written.WithAttachment("second"),
            Written.Mail("third", "Thanks", "No number here.", headers: ["In-Reply-To: <first@mail.example.org>"]),
            Written.Mail("auto", "Re: [#7] Printer", "I am away.", headers: ["Auto-Submitted: auto-replied"]),
            Written.Mail("none", "Hello", "Nothing about a ticket."));

        var run = await room.RunAsync();

        MailRoom.End(run).ShouldBe("Complete", run.ToString());
        room.Comments.Count.ShouldBe(3, run.ToString());
        room.Comments[0].ShouldContain("It prints again.");
        room.Comments[0].ShouldNotContain("Please try");
        room.Comments[0].ShouldContain(Written.Customer);
        room.Comments[1].ShouldContain("Der Drucker läuft.");
        room.Comments[1].ShouldContain("bill.pdf");
        room.Comments[2].ShouldContain("No number here.");
        (MailRoom.Count(run, "TicketCommented"), MailRoom.Count(run, "MachineMail"), MailRoom.Count(run, "NoTicket")).ShouldBe((3, 1, 1));
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        room.Server.Seen(room.User).ShouldBe(0);

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(0);
        room.Comments.Count.ShouldBe(3);
        var log = string.Concat(room.Cloud.UpdateTickets.Environments.SelectMany(environment => environment.Startup.Lines));
        log.ShouldNotContain(Written.Customer);
    }

    [Fact]
    public async Task An_attachment_is_fetched_alone_decoded_and_uploaded_unless_it_is_too_long()
    {
        await using var room = await MailRoom.StartAsync(server, more: [("UploadAttachments", "true"), ("LongestAttachment", "3000")]);
        await room.DeliverAsync(Written.WithAttachment("fits"), Written.WithAttachment("long").Replace(new string('A', 4000), new string('A', 4004), StringComparison.Ordinal));

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(2);

        var file = room.Cloud.Crm.Files.ShouldHaveSingleItem().Value;
        (file.Ticket, file.Name, file.Type).ShouldBe(("t-7", "bill.pdf", "application/pdf"));
        file.Content.ShouldBe(new byte[3000]);
        room.Comments[0].ShouldNotContain("not uploaded");
        room.Comments[1].ShouldContain("not uploaded");
    }

    [Fact]
    public async Task Strangers_and_doubtful_subjects_become_letters_without_a_word_of_the_message()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(
            Written.Mail("a", "Re: [#7] Printer", "Let me in.", from: "mallory@example.net"),
            Written.Mail("b", "Re: [#7] and [#8]", "Which one?"),
            Written.Mail("c", "Re: [#99] Printer", "Gone."),
            Written.Mail("d", "Re: [#7] Printer", "Mine."));

        var run = await room.RunAsync();

        MailRoom.Count(run, "MessageRefused").ShouldBe(3, run.ToString());
        room.Comments.ShouldHaveSingleItem().ShouldContain("Mine.");
        room.Cloud.DeadLetters.Bodies.Count.ShouldBe(3);
        foreach (var letter in room.Cloud.DeadLetters.Bodies)
        {
            letter.ShouldNotContain("mallory");
            letter.ShouldNotContain("Which one");
            letter.ShouldNotContain("Printer");
        }
    }

    [Fact]
    public async Task A_letter_is_replayed_from_the_mailbox()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Written.Mail("late", "Re: [#9] Printer", "My ticket comes later."));
        MailRoom.Count(await room.RunAsync(), "MessageRefused").ShouldBe(1);
        room.Cloud.Crm.Tickets = [.. room.Cloud.Crm.Tickets, new() { ["id"] = "t-9", ["number"] = "9", ["contact_email"] = Written.Customer }];

        var replay = await room.Cloud.ReplayDeadLetters.InvokeAsync(Encoding.UTF8.GetBytes("""{"includePermanent": true}"""), TestContext.Current.CancellationToken);

        room.Comments.ShouldHaveSingleItem(replay.Text).ShouldContain("My ticket comes later.");
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_killed_with_the_comment_written_writes_none_twice()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Written.Many(3));
        TaskCompletionSource killed = new(), there = new();
        room.Cloud.Crm.Faults.Next(request => request.Method is "POST", Fault.HangUntil(killed.Task));
        var running = room.Cloud.UpdateTickets.InvokeEventAsync(Encoding.UTF8.GetBytes("{}"), TestContext.Current.CancellationToken);
        await room.Cloud.Crm.Requests.ArrivalOfAsync(request => request.Method is "POST", TestContext.Current.CancellationToken);

        // Whatever is asked from here on, is asked by Lambda's retry.
        room.Cloud.Crm.Faults.Next(request => request.Method is "GET", Fault.HangUntil(there.Task));
        room.Cloud.UpdateTickets.Kill();
        killed.SetResult();
        await Eventually.ShouldBeAsync(1, () => Task.FromResult(room.Comments.Count));
        there.SetResult();
        await running;

        room.Comments.Count.ShouldBe(3);
        room.Comments.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
    }

    [Fact]
    public async Task Numbers_that_begin_anew_make_no_comment_twice()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Written.Many(5));
        await room.RunAsync();
        room.Server.ForgetNumbers(room.User);
        await room.DeliverAsync(Written.Mail("after", "Re: [#7] Printer", "After the restore."));

        var run = await room.RunAsync();

        (MailRoom.Count(run, "CommentKnown"), MailRoom.Count(run, "TicketCommented")).ShouldBe((5, 1), run.ToString());
        room.Comments.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_connection_that_is_cut_at_each_command_in_turn_costs_no_message_and_writes_none_twice()
    {
        await using var proxy = new CuttingProxy(server.Port);
        await using var room = await MailRoom.StartAsync(server, proxy.Port);
        var delivered = 0;
        for (var at = 1; at <= 60; at++)
        {
            await room.DeliverAsync(Enumerable.Range(0, 2).Select(_ => Written.Mail($"cut-{++delivered}", "Re: [#7] Printer", $"Number {delivered}.")));
            proxy.CutAt = at;
            var run = await room.RunAsync();
            if (MailRoom.End(run) is not "Complete")
            {
                MailRoom.End(run).ShouldBe("Failed", run.ToString());
            }

            if (proxy.CutAt > 0)
            {
                // A whole run has fewer commands.
                at.ShouldBeGreaterThan(8);
                break;
            }
        }

        proxy.CutAt = 0;
        await room.RunAsync();

        room.Comments.Count.ShouldBe(delivered);
        room.Comments.Distinct(StringComparer.Ordinal).Count().ShouldBe(delivered);
        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_fail_are_counted_in_a_row_in_each_mailbox()
    {
        await using var room = await MailRoom.StartAsync(
            server, null, ("Mailboxes__1__Name", "gone"), ("Mailboxes__1__Host", "localhost"), ("Mailboxes__1__Port", $"{PeerProcess.FreePort()}"), ("Mailboxes__1__SecretId", "crm-enrichment/mailbox"));
        await room.DeliverAsync(Written.Many(1));
        room.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));
        for (var i = 1; i <= 2; i++)
        {
            (await room.RunsFailedAsync("desk", "gone")).ShouldBe([i, i]);
        }

        room.Cloud.Crm.Faults.Clear();

        (await room.RunsFailedAsync("desk", "gone")).ShouldBe([0, 3]);
    }

    [Fact]
    public async Task A_crm_that_is_away_ends_the_run_and_makes_no_letter()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Written.Many(3));
        room.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(503));
        for (var i = 0; i < 4; i++)
        {
            MailRoom.End(await room.RunAsync()).ShouldBe("Failed");
        }

        room.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        room.Cloud.Crm.Faults.Clear();

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(3);
    }

    [Fact]
    public async Task One_message_that_a_healthy_crm_cannot_take_becomes_a_letter_and_the_others_go_on()
    {
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Written.Mail("poison", "Re: [#7] Printer", "Poison."), Written.Mail("good", "Re: [#7] Printer", "Good."));
        room.Cloud.Crm.Faults.Always(request => request.Method is "POST" && Encoding.UTF8.GetString(request.Content.Span).Contains("Poison", StringComparison.Ordinal), Fault.Answer(500));
        MailRoom.End(await room.RunAsync()).ShouldBe("Failed");
        MailRoom.End(await room.RunAsync()).ShouldBe("Failed");

        MailRoom.End(await room.RunAsync()).ShouldBe("Complete");

        room.Comments.ShouldHaveSingleItem().ShouldContain("Good.");
        room.Cloud.DeadLetters.Bodies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_tried_again_at_once()
    {
        await using var room = await MailRoom.StartAsync(server);
        room.SetPassword("a wrong password");

        MailRoom.Failure(await room.RunAsync()).ShouldContain("refused the login");
        MailRoom.Failure(await room.RunAsync()).ShouldContain("Not tried again");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said()
    {
        await using var room = await MailRoom.StartAsync(server, null, ("Mailboxes__0__Folder", "Support"));

        MailRoom.Failure(await room.RunAsync()).ShouldContain("folder");
    }

    [Fact]
    public async Task Messages_are_moved_where_it_is_configured()
    {
        await using var room = await MailRoom.StartAsync(server, null, ("Mailboxes__0__MoveCommentedTo", "Done"), ("Mailboxes__0__MoveIgnoredTo", "Ignored"));
        await server.AddFolderAsync(room.User, "Done");
        await server.AddFolderAsync(room.User, "Ignored");
        await room.DeliverAsync(Written.Mail("x", "Re: [#7] Printer", "Mine."), Written.Mail("y", "Hello", "Nothing."), Written.Mail("z", "Re: [#99] Printer", "A letter."));

        MailRoom.End(await room.RunAsync()).ShouldBe("Complete");

        (server.Count(room.User, "Done"), server.Count(room.User, "Ignored"), server.Count(room.User)).ShouldBe((1, 1, 1), "what is a letter stays, to be read again");
    }
}
