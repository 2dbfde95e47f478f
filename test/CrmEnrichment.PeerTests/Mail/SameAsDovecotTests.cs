using System.Text;
using System.Text.RegularExpressions;
using CrmEnrichment.Local.Mail.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>The mail server of the local cloud answers what dovecot answers, to all that the product asks.</summary>
[Collection(Dovecot.Collection)]
public sealed partial class SameAsDovecotTests(Dovecot dovecot, PretendMail ours) : IClassFixture<PretendMail>
{
    public static TheoryData<string> Samples => [.. SampleMails.All.Keys];

    [Theory, MemberData(nameof(Samples))]
    public async Task A_message_has_the_same_structure_headers_and_parts(string sample)
    {
        string[] commands =
        [
            "EXAMINE INBOX",
            "UID FETCH 1 (UID RFC822.SIZE BODYSTRUCTURE)",
            "UID FETCH 1 (BODY.PEEK[HEADER]<0.1048576>)",
            "UID FETCH 1 (BODY.PEEK[TEXT]<0.1048576>)",
            "UID FETCH 1 (BODY.PEEK[TEXT]<5.20>)",
            "UID FETCH 1 (BODY.PEEK[TEXT]<1000000.20>)",
            .. Sections(SampleMails.All[sample]).Append("99").Append("1.99").Select(part => $"UID FETCH 1 (BODY.PEEK[{part}]<0.1048576>)"),
            "UID FETCH 1 (ENVELOPE)",
        ];

        await AnswerTheSameAsync([SampleMails.All[sample]], commands);
    }

    [Fact]
    public async Task Folders_are_searched_and_listed_alike()
    {
        await AnswerTheSameAsync(
            Written.Many(4),
            "CAPABILITY-OF-NONE",
            "SELECT Nowhere",
            "UID SEARCH ALL",
            "LIST \"\" \"INBOX\"",
            "LIST \"\" \"Nowhere\"",
            "EXAMINE inbox",
            "UID SEARCH UID 2:* SINCE 1-Nov-2026",
            "UID SEARCH UID 2:3",
            "UID SEARCH UID 9:*",
            "UID SEARCH UID 9:4294967295",
            "UID SEARCH UID 1:* SINCE 1-Nov-2036",
            "UID SEARCH (UID 1,3:4) BEFORE 1-Nov-2036",
            "UID SEARCH SINCE yesterday",
            "UID FETCH 99 (UID RFC822.SIZE)",
            "UID FETCH 2:3 (RFC822.SIZE)",
            "UID FETCH 1 (NONSENSE)",
            "NOOP",
            "CLOSE",
            "UID FETCH 1 (UID)");
    }

    [Fact]
    public async Task Messages_are_moved_alike()
    {
        await AnswerTheSameAsync(Written.Many(3), async (server, user) => await server.AddFolderAsync(user, "Done"), "SELECT INBOX", "UID MOVE 2 Done", "UID MOVE 2 Done", "UID MOVE 1 Nowhere", "UID SEARCH ALL", "UID MOVE 1,3 Done", "NOOP", "SELECT Done", "UID SEARCH ALL");
    }

    /// <summary>Those of a message that a client asks for: parts that are no multiparts.</summary>
    private static IEnumerable<string> Sections(string message) => Sections(MessagePart.Read(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))), "");

    private static IEnumerable<string> Sections(MessagePart part, string within)
    {
        if (part.IsMultipart)
        {
            return part.Parts.SelectMany((child, i) => Sections(child, $"{within}{i + 1}."));
        }

        var own = within.Length == 0 ? "1" : within.TrimEnd('.');
        return part.Message is { } inner ? [own, $"{own}.HEADER", $"{own}.TEXT", .. Sections(inner, inner.IsMultipart ? $"{own}." : $"{own}.1.")] : [own];
    }

    private Task AnswerTheSameAsync(IEnumerable<string> messages, params string[] commands) => AnswerTheSameAsync(messages, (_, _) => Task.CompletedTask, commands);

    private async Task AnswerTheSameAsync(IEnumerable<string> messages, Func<IMailPeer, string, Task> prepare, params string[] commands)
    {
        var sent = messages.ToList();
        var (expected, actual) = (await AskAsync(dovecot, sent, prepare, commands), await AskAsync(ours, sent, prepare, commands));
        foreach (var (command, i) in commands.Select((command, i) => (command, i)))
        {
            actual[i].ShouldBe(expected[i], command);
        }
    }

    private static async Task<List<string>> AskAsync(IMailPeer server, IEnumerable<string> messages, Func<IMailPeer, string, Task> prepare, IEnumerable<string> commands)
    {
        var user = await server.AddUserAsync();
        await prepare(server, user);
        await server.DeliverAsync(user, messages);
        using var dialogue = await ImapDialogue.StartAsync(server, user);
        var answers = new List<string>();
        foreach (var command in commands)
        {
            answers.Add(string.Join('\n', (await dialogue.SayAsync(command)).Where(line => !IsOfTheServer().IsMatch(line)).Select(Alike)));
        }

        return answers;
    }

    /// <summary>Each server chooses UIDVALIDITY, its own words behind a code, and how folders in folders would be written.</summary>
    private static string Alike(string line) => Separator().Replace(Validity().Replace(Words().Replace(line, "${code}"), "${code} N"), "LIST ${name}");

    [GeneratedRegex(@"(?<=^\* OK )(?<code>\[[^\]]*\]).*", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Words();

    /// <summary>What the product does not read, and servers tell in their own way.</summary>
    [GeneratedRegex(@"^\* (OK \[(HIGHESTMODSEQ|UNSEEN|PERMANENTFLAGS|CLOSED)|OK [^\[]|FLAGS|\d+ RECENT)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex IsOfTheServer();

    [GeneratedRegex(@"(?<=^\* OK \[)(?<code>UIDVALIDITY|COPYUID) \d+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Validity();

    [GeneratedRegex(@"LIST \([^)]*\) ""[./]"" ""?(?<name>[^""]*)""?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Separator();
}
