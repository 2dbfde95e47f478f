using System.CommandLine;
using System.CommandLine.Invocation;
using CrmEnrichment.Cli;
using CrmEnrichment.Cli.Commands;

var time = TimeProvider.System;
var root = new RootCommand("crm-enrich: what failed, why, and how it is put right.")
{
    CheckCommand.Create(time),
    ConsoleCommand.Create(time),
    new Command("dlq", "The letters of the dead-letter queue.")
    {
        SummaryCommand.Create(time),
        WatchCommand.Create(time),
        ListCommand.Create(time),
        ShowCommand.Create(time),
        ExportCommand.Create(time),
        ImportCommand.Create(time),
        EditCommand.Create(time),
        ParkCommand.Park(time),
        ParkCommand.Unpark(time),
        ReplayCommand.Create(time),
        PurgeCommand.Create(time),
    },
    new Command("journal", "The entries that the CRMs have of interactions.")
    {
        ReconcileCommand.Create(time),
    },
    new Command("mail", "Mailboxes whose messages become comments of tickets.")
    {
        MailRunCommand.Create(),
        MailCheckCommand.Create(time),
    },
    new Command("leads", "Records of the CRM on their way into VICIdial.")
    {
        LeadsImportCommand.Create(time),
    },
    new Command("vicidial", "VICIdial, and what it tells us.")
    {
        VicidialReconcileCommand.Create(time),
        VicidialCheckCommand.Create(time),
    },
};
var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction wrong && parsed.CommandResult.Command.Subcommands.Count == 0)
{
    // One sentence, which twenty lines of help would hide.
    wrong.ShowHelp = false;
}

return await Ending.OfAsync(async () =>
{
    // After Ctrl+C the letters that are held are released, however many there are.
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(5) });
    return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
});
