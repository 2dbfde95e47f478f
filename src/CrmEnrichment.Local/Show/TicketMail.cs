using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>
/// A mail of a ticket's contact becomes a comment, with the new text only; a stranger's is kept as a letter, a machine's is ignored, and the next run adds nothing.
/// Then the stranger becomes one of the contact's addresses, and a replay writes the comment.
/// </summary>
/// <param name="request">What the function is invoked with.</param>
internal sealed class TicketMail(SampleEvent request) : Scene
{
    private const string New = "It prints again, but only in black.", Quoted = "Please switch it off and on again.", Colleague = "The yellow ink is empty.";

    private const string Refused = """{"filter": {"reasons": ["MessageRefused"]}, "includePermanent": true}""";

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("mail to ticket 7: the customer, a stranger, a machine", $"{SampleMails.Answer}, {SampleMails.Stranger}, {SampleMails.OutOfOffice}");
        foreach (var file in new[] { SampleMails.Answer, SampleMails.Stranger, SampleMails.OutOfOffice })
        {
            stage.Cloud.Mail!.Deliver(MailAccount.User, SampleMails.Read(file));
        }

        var run = await stage.PlayAsync(stage.Cloud.UpdateTickets, request, ct);
        teller.TellCall(run);
        teller.TellAnswer(Last(stage), "comment");
        yield return new Check("mail: the run", "Complete", run.Outcome, run.Invocation.Last);
        yield return new Check("mail: by outcome", "MachineMail×1, MessageRefused×1, TicketCommented×1", Outcomes(run), run.Invocation.Last);
        yield return new Check("mail: the comment", "the new text only", What(Text(stage)), run.Invocation.Last);
        yield return new Check("mail: the stranger's letter", "MessageRefused", string.Join(", ", run.Letters.Select(letter => letter.Reason)), run.Invocation.Last);
        yield return new Check("mail: marked as read", "0", $"{stage.Cloud.Mail!.AddUser(MailAccount.User).Count().Seen}");

        teller.Title("the next minute: nothing is new", request.Name);
        var again = await stage.PlayAsync(stage.Cloud.UpdateTickets, request, ct);
        teller.TellCall(again);
        yield return new Check("mail: the next run", "Complete, nothing, 1 comment", $"{again.Outcome}, {Outcomes(again)}, {Comments(stage).Count} comment", again.Invocation.Last);

        teller.Title("the stranger's address is added to the contact, and the letter is replayed");
        stage.Cloud.Crm.Tickets = SampleTickets.With("sam@example.net");
        var replay = await Replay.PlayAsync(stage, teller, new SampleEvent(Refused, Refused), ct);
        teller.TellAnswer(Last(stage), "comment");
        yield return new Check("mail: replayed", "TicketCommented×1", Replay.Outcomes(replay), replay.Invocation.Last);
        yield return new Check("mail: the colleague's comment", "2 comments, hers", $"{Comments(stage).Count} comments, {(Text(stage).Contains(Colleague, StringComparison.Ordinal) ? "hers" : "not hers")}", replay.Invocation.Last);
        stage.Cloud.Crm.Tickets = SampleTickets.With();
    }

    private static IReadOnlyList<JsonObject> Comments(Stage stage) => stage.Cloud.Crm.Comments.All;

    private static JsonObject Last(Stage stage) => Comments(stage) is [.., var last] ? last : [];

    private static string Text(Stage stage) => $"{Last(stage)["text"]}";

    private static string What(string text) => (text.Contains(New, StringComparison.Ordinal), text.Contains(Quoted, StringComparison.Ordinal)) switch
    {
        (true, false) => "the new text only",
        (true, true) => "the quote, too",
        _ => "not the new text",
    };

    private static string Outcomes(Story run) => run.Answer.Mailbox?["messages"] is JsonObject { Count: > 0 } messages
        ? string.Join(", ", messages.Select(count => $"{count.Key}×{count.Value}"))
        : "nothing";
}
