using CrmEnrichment.Local.Live;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Commands;

/// <summary>What serve is told while it runs, one command a line: what happens to the world, and what to show.</summary>
internal sealed class ServeConsole(EmbeddedCloud cloud, PretendWorld world)
{
    private string Help => $"""
        SYSTEM FAULT, such as "crm 503" or "genesys login 401". The latest command for a system replaces earlier ones.
          SYSTEM  {world.Known} (genesys: its API)
          FAULT   503        answers with this status (400 to 599)
                  429 600    the same with Retry-After, in seconds
                  slow 1500  answers so many milliseconds late
                  hang       never answers
                  reset      resets the connection
                  half       answers with half a body
                  garbage    answers with something that is not JSON
                  ok         works again
        ok                   all systems work again
        send SAMPLE          sends a file of events/ as EventBridge would, as another call and now; "send" lists them
        send SAMPLE as-is    the same with the ids and times of the file
        kill FUNCTION        ends the processes of a function as kill -9 would
        deliver FILE         puts a mail into the mailbox, such as events/mail/answer.eml
        forget               empties the cache of customers (docs/customers.md)
        logs                 what the functions have logged since the last "logs"
        help                 this list
        An empty line shows which systems fail now.
        """;

    /// <summary>Answers each line, until the input ends or there is none.</summary>
    public async Task ListenAsync(TextReader input, TextWriter output)
    {
        try
        {
            while (await input.ReadLineAsync() is { } line)
            {
                await output.WriteLineAsync(Obey(line));
            }
        }
        catch (IOException)
        {
            // A terminal that was closed, say: nobody is left to give commands.
        }
    }

    private string Obey(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
    {
        ["deliver", .. var file] => Deliver(string.Join(' ', file)),
        ["logs"] => Logs(),
        ["help"] => Help,
        _ => world.Obey(line),
    };

    private string Deliver(string file)
    {
        if (cloud.Mail is null)
        {
            return "There is no mailbox.";
        }

        try
        {
            cloud.Mail.Deliver(MailAccount.User, File.ReadAllBytes(file));
            return $"The mail is in the mailbox of {MailAccount.User}. UpdateTickets reads it.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"The mail cannot be read: {Masking.Clean(e.Message)}";
        }
    }

    private string Logs()
    {
        var lines = cloud.Lambda.Activity.TakeLog();
        return lines is [] ? "Nothing was logged." : string.Join('\n', lines.Select(line => $"{line.Function}  {Masking.Clean(line.Line)}"));
    }
}
