using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Live;

/// <summary>What a person may do to the world around the functions, one command a line: the lines that are typed into serve, and the buttons of the live view.</summary>
internal sealed class PretendWorld(EmbeddedCloud cloud, TimeProvider time)
{
    private readonly Lock _one = new();

    private readonly FaultySystem[] _systems =
    [
        new("crm", cloud.Crm.Faults, Request.Any),
        new("genesys", cloud.Genesys.Faults, request => !IsLogin(request)),
        new("genesys login", cloud.Genesys.Faults, IsLogin),
        new("sqs", cloud.AwsFaults, Calls("AmazonSQS.")),
        new("dynamodb", cloud.AwsFaults, Calls("DynamoDB_20120810.")),
        new("secrets", cloud.AwsFaults, Calls("secretsmanager.")),
        .. cloud.Mail is { } mail ? [new FaultySystem("mail", mail.Faults, Request.Any)] : Array.Empty<FaultySystem>(),
        // As the show calls them: the APIs of the kind Http are one system.
        .. cloud.Sources.Select(source => source.Source).Distinct().Select(source => new FaultySystem(source.Kind.ToLowerInvariant(), source.Faults, Request.Any)),
    ];

    public string Known => string.Join(", ", _systems.Select(system => system.Name));

    /// <summary>Each system, and its fault as it was asked for; empty where it works.</summary>
    public IReadOnlyList<(string Name, string Fault)> Systems
    {
        get
        {
            lock (_one)
            {
                return [.. _systems.Select(system => (system.Name, system.Fault is null ? "" : system.Words))];
            }
        }
    }

    /// <summary>Each function, and how many processes it has.</summary>
    public IReadOnlyList<(string Name, int Processes)> Functions => [.. cloud.Lambda.Definitions.Select(function => (function.Name, Running(cloud.Lambda[function.Name])))];

    /// <returns>What a person is told of it.</returns>
    public string Obey(string line)
    {
        lock (_one)
        {
            return line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
            {
                [] => State(),
                ["ok"] => Restore(),
                ["forget"] => Forget(),
                ["send", var sample] => Send(sample, isAsItIs: false),
                ["send", var sample, "as-is"] => Send(sample, isAsItIs: true),
                ["send", ..] => $"Name one sample: {string.Join(", ", Samples.Events.Concat(Samples.Mails))}; with as-is behind it, it keeps its ids and times.",
                ["kill", var function] => Kill(function),
                ["kill", ..] => $"Name one function: {Names}.",
                ["genesys", "login", .. var what] => Set("genesys login", what),
                [var who, .. var what] => Set(who, what),
            };
        }
    }

    private string Names => string.Join(", ", cloud.Lambda.Names.Order(StringComparer.Ordinal));

    /// <summary>A killed process is taken off the list only when another one is needed.</summary>
    private static int Running(Function function) => function.Environments.Count(process => process.IsUsable);

    private static bool IsLogin(RecordedRequest request) => request.Path is "/oauth/token";

    private static Func<RecordedRequest, bool> Calls(string service) => request => request.Operation?.StartsWith(service, StringComparison.Ordinal) is true;

    private string Forget()
    {
        cloud.ForgetCustomers();
        return "The cache of customers is empty.";
    }

    /// <summary>As EventBridge would: asynchronously, to each function whose rule takes it.</summary>
    private string Send(string name, bool isAsItIs)
    {
        if (Samples.Mails.Contains(name, StringComparer.Ordinal) && cloud.Mail is { } mail)
        {
            mail.Deliver(MailAccount.User, File.ReadAllBytes(Samples.MailFile(name)));
            return $"{name} is in the mailbox of {MailAccount.User}. UpdateTickets reads it: send update-tickets.json.";
        }

        if (!Samples.Events.Contains(name, StringComparer.Ordinal))
        {
            return $"There is no sample \"{Masking.Clean(name)}\". Type send for the list.";
        }

        var sample = SampleEvent.Named(name);
        var functions = Samples.TargetsOf(sample).Where(function => cloud.Lambda.Names.Contains(function, StringComparer.Ordinal)).ToList();
        if (functions.Count == 0)
        {
            return $"{name} was not sent: no rule of EventBridge takes it to a function here.";
        }

        var sent = isAsItIs ? sample : sample.AsAnother().At(time.GetUtcNow());
        cloud.Genesys.Conversations.Learn(sent.Parse());
        foreach (var function in functions)
        {
            cloud.Lambda[function].Accept(sent.Payload);
        }

        return $"{name} was sent to {string.Join(" and ", functions)}.";
    }

    private string Kill(string name)
    {
        if (cloud.Lambda.Find(name) is not { } function)
        {
            return $"There is no function {Masking.Clean(name)}, only {Names}.";
        }

        var processes = Running(function);
        function.Kill();
        return processes switch
        {
            0 => $"{name} has no process now: the next event starts one.",
            1 => $"Killed the process of {name}.",
            _ => $"Killed the {processes} processes of {name}.",
        };
    }

    private string Restore()
    {
        foreach (var system in _systems)
        {
            system.Fault = null;
            system.Script.Clear();
        }

        return State();
    }

    private string Set(string who, string[] what)
    {
        if (Array.Find(_systems, system => string.Equals(system.Name, who, StringComparison.Ordinal)) is not { } target)
        {
            return $"Unknown command \"{Masking.Clean(who)}\". Name a system ({Known}) and its fault, or type help.";
        }

        var fault = FaultySystem.Read(what);
        if (fault is null && what is not ["ok"])
        {
            return $"Unknown fault for {who}. Known: {FaultySystem.Known}.";
        }

        (target.Fault, target.Words) = (fault, string.Join(' ', what));
        target.Script.Clear();
        foreach (var other in _systems.Where(other => other.Script == target.Script && other.Fault is not null))
        {
            other.Script.Always(other.Match, other.Fault!);
        }

        return State();
    }

    private string State() => Systems.Where(system => system.Fault.Length > 0).Select(system => $"{system.Name}: {system.Fault}").ToList() is { Count: > 0 } faults
        ? string.Join('\n', faults)
        : "All systems work.";
}
