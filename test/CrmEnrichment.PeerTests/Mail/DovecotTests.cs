using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>The mailbox's contract with a real dovecot.</summary>
[Collection(Dovecot.Collection)]
public sealed class DovecotTests(Dovecot server) : MailContract(server)
{
    [Fact]
    public async Task Five_thousand_messages_become_five_thousand_comments()
    {
        await using var room = await MailRoom.StartAsync(Server, null, ("MostCommentsAnHour", "1000"), ("AllowedSenders__0", "@example.org"));
        const int Count = 5_000;
        room.Cloud.Crm.Tickets = [.. Enumerable.Range(1, 10).Select(i => new System.Text.Json.Nodes.JsonObject { ["id"] = $"t-{i}", ["number"] = $"{i}" })];
        await room.DeliverAsync(Enumerable.Range(1, Count).Select(i => Written.Mail($"many-{i}", $"Re: [#{1 + (i % 10)}] Printer", $"Message number {i}.")));

        for (var run = await room.RunAsync(); MailRoom.End(run) is "TimeUp"; run = await room.RunAsync())
        {
            MailRoom.Count(run, "TicketCommented").ShouldBeGreaterThan(0);
        }

        room.Comments.Count.ShouldBe(Count);
        room.Comments.Distinct(StringComparer.Ordinal).Count().ShouldBe(Count);
    }
}
