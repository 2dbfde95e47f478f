using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>What somebody may send to a mailbox: each message becomes a comment, a letter or is ignored; the function goes on, in bounded memory.</summary>
[Collection(Dovecot.Collection)]
public sealed class HostileMailTests(Dovecot server)
{
    /// <summary>Of the function's process at its highest, whatever it is sent.</summary>
    private const int MostMiB = 400;

    private const string Words = "These are my words.";

    /// <summary>By name: the message, and what must become of it; null where it is for the rules to say.</summary>
    private static IEnumerable<(string Name, string Message, string? Outcome)> Messages()
    {
        yield return ("header injection in the subject", Mail("inject", "Re: [#7] Printer\r\n X-Evil: yes", Words), "TicketCommented");
        yield return ("10,000 headers", Mail("headers", "Re: [#7] Printer", Words, string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-Header-{i}: value\n"))), null);
        yield return ("500,000 lines before the first header", string.Concat(Enumerable.Repeat("x\n", 500_000)) + Mail("before", "Re: [#7] Printer", Words), null);
        yield return ("a header of 1 MiB", Mail("long", "Re: [#7] Printer", Words, $"X-Long: {new string('x', 1_048_576)}\n"), null);
        yield return ("10,000 references", Mail("references", "Re: [#7] Printer", Words, $"References: {string.Concat(Enumerable.Range(0, 10_000).Select(i => $"<{i}@x>\n "))}<end@x>\n"), null);
        yield return ("a subject that back-tracks", Mail("subject", $"{string.Concat(Enumerable.Repeat("Re: ", 20_000))}[#7]{new string('[', 50_000)}", Words), null);
        yield return ("25 MiB of attachment", Multipart("large", "multipart/mixed", Text(Words), $"Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\n{Lines(25 * 1024 * 1024)}"), "TicketCommented");
        yield return ("25 MiB of text", Mail("text", "Re: [#7] Printer", $"{Words}\n{Lines(25 * 1024 * 1024)}"), null);
        yield return ("25 MiB of HTML", Multipart("html", "multipart/alternative", $"Content-Type: text/html; charset=utf-8\n\n<p>{Words}</p>{string.Concat(Enumerable.Repeat("<div><b>x</b>", 2_000_000))}"), null);
        yield return ("1,000 levels of multipart", Nested(1_000), null);
        yield return ("10,000 parts", Multipart("parts", "multipart/mixed", [Text(Words), .. Enumerable.Range(0, 10_000).Select(i => $"Content-Type: text/plain; name=\"{i}.txt\"\nContent-Disposition: attachment\n\nx")]), null);
        yield return ("100,000 levels of HTML", Html("deep", $"<p>{Words}</p>{string.Concat(Enumerable.Repeat("<div>", 100_000))}"), null);
        yield return ("script and style", Html("script", $"<script>alert(1)</script><style>x</style><p>{Words}</p><img src=x onerror=alert(1)>"), "TicketCommented");
        yield return ("a charset that there is none of", Raw("charset", "Content-Type: text/plain; charset=x-nothing-\u0001\n", Words), null);
        yield return ("UTF-7", Raw("utf7", "Content-Type: text/plain; charset=utf-7\n", "+ADw-script+AD4- These are my words."), null);
        yield return ("broken base64", Raw("base64", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n", "!!!=\u00ff=VGhlc2U==="), null);
        yield return ("NUL and controls", Mail("controls", "Re: [#7] Printer", $"{Words}\0\u0007\u001b[31m\u202Ered"), "TicketCommented");
        yield return ("no boundary", Raw("boundary", "Content-Type: multipart/mixed\n", Words), null);
        yield return ("no header at all", "\r\n\r\nnothing", null);
        yield return ("nothing", "", null);
        yield return ("several senders", Mail("senders", "Re: [#7] Printer", Words).Replace($"From: Ada Lovelace <{Written.Customer}>", $"From: Ada <{Written.Customer}>, Mallory <mallory@example.net>", StringComparison.Ordinal), "MessageRefused");
        yield return ("two From headers", Mail("froms", "Re: [#7] Printer", Words, "From: mallory@example.net\n"), null);
        yield return ("a name that is an address", Mail("name", "Re: [#7] Printer", Words).Replace("Ada Lovelace <ada@example.org>", $"\"{Written.Customer}\" <mallory@example.net>", StringComparison.Ordinal), "MessageRefused");
        yield return ("a forged marker", Mail("marker", "Re: [#7] Printer", $"{Words} [mail0000000000000000000000000000]"), "TicketCommented");
        yield return ("the last one", Mail("last", "Re: [#7] Printer", "Still alive."), "TicketCommented");
    }

    [Fact]
    public async Task Each_message_has_an_end_and_the_next_is_read()
    {
        await using var room = await MailRoom.StartAsync(server);
        foreach (var (name, message, outcome) in Messages())
        {
            await room.DeliverAsync(message);

            var run = await room.RunAsync();

            MailRoom.End(run).ShouldBe("Complete", name);
            MailRoom.Total(run).ShouldBe(1, name);
            if (outcome is not null)
            {
                MailRoom.Count(run, outcome).ShouldBe(1, $"{name}: {run}");
            }
        }

        room.Comments[^1].ShouldContain("Still alive.");
        room.Comments.ShouldAllBe(comment => !comment.Contains('\u001b') && !comment.Contains('\u202E') && !comment.Contains('\0') && Encoding.UTF8.GetByteCount(comment) <= 65_535);
        foreach (var letter in room.Cloud.DeadLetters.Bodies)
        {
            letter.ShouldNotContain("my words");
            letter.ShouldNotContain("mallory");
        }

        Highest(room).ShouldBeInRange(1, MostMiB);
    }

    /// <summary>Bytes of well-formed messages, changed at random places.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6431873)]
    public async Task Messages_that_were_damaged_have_an_end_too(int seed)
    {
        var random = new Random(seed);
        string[] whole = [Written.WithAttachment("whole"), Written.Mail("whole", "Re: [#7] Printer", "On Fri, 27 Nov 2026 at 09:00, Desk <desk@example.com> wrote:\n> Please try.\n\nIt prints."), Html("whole", "<p>It <b>prints</b>.</p><blockquote type=\"cite\">Please try.</blockquote>")];
        await using var room = await MailRoom.StartAsync(server);
        await room.DeliverAsync(Enumerable.Range(0, 300).Select(i => Damaged(whole[i % whole.Length], i, random)));

        var run = await room.RunAsync();

        MailRoom.End(run).ShouldBe("Complete", run.ToString());
        MailRoom.Total(run).ShouldBe(300);
        room.Cloud.DeadLetters.Bodies.ShouldAllBe(letter => !letter.Contains("Unexpected", StringComparison.Ordinal));
        Highest(room).ShouldBeInRange(1, MostMiB);
    }

    private static string Damaged(string message, int number, Random random)
    {
        var text = new StringBuilder(message.Replace("whole@", string.Create(CultureInfo.InvariantCulture, $"whole-{number}@"), StringComparison.Ordinal));
        for (var changes = random.Next(1, 12); changes > 0; changes--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(5) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at)),
                1 => text.Insert(at, (char)random.Next(1, 256)),
                2 => text.Insert(at, "\n"),
                3 => text.Insert(at, text.ToString(at, Math.Min(60, text.Length - at))),
                _ => text.Replace(text[at], (char)random.Next(1, 256), at, 1),
            };
        }

        return text.ToString();
    }

    private static int Highest(MailRoom room) => room.Cloud.UpdateTickets.Environments.Max(environment => int.Parse(
        File.ReadLines($"/proc/{environment.ProcessId}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024);

    private static string Mail(string id, string subject, string text, string headers = "") => Written.Mail(id, subject, text, headers: headers.TrimEnd('\n') is { Length: > 0 } more ? [more] : []);

    private static string Raw(string id, string headers, string text) =>
        $"From: Ada Lovelace <{Written.Customer}>\nDate: Sat, 28 Nov 2026 10:00:00 +0000\nMessage-ID: <{id}@mail.example.org>\nSubject: Re: [#7] Printer\nMIME-Version: 1.0\n{headers}\n{text}\n";

    private static string Text(string text) => $"Content-Type: text/plain; charset=utf-8\n\n{text}";

    private static string Html(string id, string html) => Raw(id, "Content-Type: text/html; charset=utf-8\n", html);

    private static string Multipart(string id, string type, params IEnumerable<string> parts) =>
        Raw(id, $"Content-Type: {type}; boundary=b\n", $"{string.Concat(parts.Select(part => $"--b\n{part}\n"))}--b--");

    private static string Nested(int levels)
    {
        var text = new StringBuilder();
        for (var level = 0; level < levels; level++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        }

        text.Append(Text(Words)).Append('\n');
        for (var level = levels - 1; level >= 0; level--)
        {
            text.Append(CultureInfo.InvariantCulture, $"--b{level}--\n");
        }

        return $"From: Ada Lovelace <{Written.Customer}>\nMessage-ID: <nested@mail.example.org>\nSubject: Re: [#7] Printer\nMIME-Version: 1.0\n{text}";
    }

    private static string Lines(int characters) => string.Concat(Enumerable.Repeat($"{new string('A', 76)}\n", characters / 77));
}
