using System.Globalization;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Commands;

/// <summary>What serve is told while it runs, one command a line: which system fails and how, and what to show.</summary>
internal sealed class ServeConsole(EmbeddedCloud cloud)
{
    private string Help => $"""
        SYSTEM FAULT, such as "crm 503" or "genesys login 401". The latest command for a system replaces earlier ones.
          SYSTEM  {Known} (genesys: its API)
          FAULT   503        answers with this status (400 to 599)
                  429 600    the same with Retry-After, in seconds
                  slow 1500  answers so many milliseconds late
                  hang       never answers
                  reset      resets the connection
                  half       answers with half a body
                  garbage    answers with something that is not JSON
                  ok         works again
        ok                   all systems work again
        deliver FILE         puts a mail into the mailbox, such as events/mail/answer.eml
        forget               empties the cache of customers (docs/customers.md)
        logs                 what the functions have logged since the last "logs"
        help                 this list
        An empty line shows which systems fail now.
        """;

    private readonly Target[] _targets =
    [
        new("crm", cloud.Crm.Faults, Request.Any),
        new("genesys", cloud.Genesys.Faults, request => !IsLogin(request)),
        new("genesys login", cloud.Genesys.Faults, IsLogin),
        new("sqs", cloud.AwsFaults, Calls("AmazonSQS.")),
        new("dynamodb", cloud.AwsFaults, Calls("DynamoDB_20120810.")),
        new("secrets", cloud.AwsFaults, Calls("secretsmanager.")),
        .. cloud.Mail is { } mail ? [new Target("mail", mail.Faults, Request.Any)] : Array.Empty<Target>(),
        // As the show calls them: the APIs of the kind Http are one system.
        .. cloud.Sources.Select(source => source.Source).Distinct().Select(source => new Target(source.Kind.ToLowerInvariant(), source.Faults, Request.Any)),
    ];

    private string Known => string.Join(", ", _targets.Select(target => target.Name));

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
        [] => State(),
        ["ok"] => Restore(),
        ["forget"] => Forget(),
        ["deliver", .. var file] => Deliver(string.Join(' ', file)),
        ["logs"] => Logs(),
        ["help"] => Help,
        ["genesys", "login", .. var what] => Set("genesys login", what),
        [var who, .. var what] => Set(who, what),
    };

    private string Forget()
    {
        cloud.ForgetCustomers();
        return "The cache of customers is empty.";
    }

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

    private string Restore()
    {
        foreach (var target in _targets)
        {
            target.Fault = null;
            target.Script.Clear();
        }

        return State();
    }

    private string Set(string who, string[] what)
    {
        if (Array.Find(_targets, target => string.Equals(target.Name, who, StringComparison.Ordinal)) is not { } target)
        {
            return $"Unknown command \"{Masking.Clean(who)}\". Name a system ({Known}) and its fault, or type help.";
        }

        var fault = Read(what);
        if (fault is null && what is not ["ok"])
        {
            return $"Unknown fault for {who}. Known: 503 (400 to 599), 429 600, slow 1500, hang, reset, half, garbage, ok.";
        }

        (target.Fault, target.Words) = (fault, string.Join(' ', what));
        target.Script.Clear();
        foreach (var other in _targets.Where(other => other.Script == target.Script && other.Fault is not null))
        {
            other.Script.Always(other.Match, other.Fault!);
        }

        return State();
    }

    private string State() => _targets.Where(target => target.Fault is not null).Select(target => $"{target.Name}: {target.Words}").ToList() is { Count: > 0 } faults
        ? string.Join('\n', faults)
        : "All systems work.";

    private static Fault? Read(string[] what) => what switch
    {
        ["hang"] => Fault.HangUntil(new TaskCompletionSource().Task),
        ["reset"] => Fault.ConnectionReset,
        ["half"] => Fault.HalfABody,
        ["garbage"] => Fault.GarbageBody,
        ["slow", var milliseconds] when Number(milliseconds) is { } late => Fault.Late(TimeSpan.FromMilliseconds(late)),
        [var status] when Number(status) is >= 400 and < 600 and var code => Fault.Answer(code),
        [var status, var seconds] when Number(status) is >= 400 and < 600 and var code && Number(seconds) is not null =>
            Fault.Answer(code, "", ("Retry-After", seconds)),
        _ => null,
    };

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsLogin(RecordedRequest request) => request.Path is "/oauth/token";

    private static Func<RecordedRequest, bool> Calls(string service) => request => request.Operation?.StartsWith(service, StringComparison.Ordinal) is true;

    private sealed class Target(string name, FaultScript script, Func<RecordedRequest, bool> match)
    {
        public string Name { get; } = name;

        public FaultScript Script { get; } = script;

        public Func<RecordedRequest, bool> Match { get; } = match;

        public Fault? Fault { get; set; }

        /// <summary>As it was asked for.</summary>
        public string Words { get; set; } = "";
    }
}
