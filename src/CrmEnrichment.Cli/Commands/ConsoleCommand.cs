using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Cli.Reconciliation;
using CrmEnrichment.Cli.Site;
using CrmEnrichment.Cli.Site.Live;

namespace CrmEnrichment.Cli.Commands;

/// <summary>console: the same work with the eyes, in a browser on this machine.</summary>
internal static class ConsoleCommand
{
    public static Command Create(TimeProvider time)
    {
        var port = StrictOption.Number("--port", "the port on 127.0.0.1; else one that is free", least: 1, most: ushort.MaxValue);
        var readOnly = new Option<bool>("--read-only") { Description = "look only: nothing can be replayed, changed or revealed" };
        var command = new LetterCommand("console", "Open a web console on this machine: what failed, why, and how it is put right.", time).Audited();
        var settings = new SettingsOptions(command);
        var journal = new Option<string?>("--journal-function") { Description = "the deployed function ReconcileJournal: its name, NAME:ALIAS or its ARN; else that of --stack", HelpName = "name" };
        var untilInputEnds = new Option<bool>("--until-input-ends") { Description = "end with standard input, as a program does that another one starts" };
        command.Options.Add(port);
        command.Options.Add(readOnly);
        command.Options.Add(journal);
        command.Options.Add(untilInputEnds);
        command.SetAction(async (parsed, ct) =>
        {
            var configuration = command.Configuration(parsed);
            await using var connection = command.Connect(parsed);
            var functions = await settings.ReadAsync(parsed, ct);
            using var live = LiveCloud.Configured();
            var options = new SiteOptions(parsed.GetValue(port) ?? 0, parsed.GetValue(readOnly), configuration, functions, JournalFunction.Of(parsed.GetValue(journal), settings.Stack(parsed)), command.Record(parsed), command.RecordPath(parsed)) { Live = live };
            await using var site = await ConsoleSite.StartAsync(options, connection, time);
            Terminal.Answer($"Open this address. It works once, in one browser:\n{site.Address}\nCtrl+C ends the console.");
            var interrupted = Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
            await Task.WhenAny(interrupted, parsed.GetValue(untilInputEnds) ? EndOfInputAsync() : interrupted);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task EndOfInputAsync() => Task.Run(async () =>
    {
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
    });
}
