using System.CommandLine;
using Amazon.Runtime;
using CrmEnrichment.Cli;
using CrmEnrichment.Cli.Commands;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Http.Upstreams;
using Spectre.Console;

var time = TimeProvider.System;
if (Console.IsOutputRedirected)
{
    // A pipe or a file takes no colours.
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var root = new RootCommand("crm-enrich: what failed, why, and how it is put right.")
{
    new Command("dlq", "The letters of the dead-letter queue.")
    {
        SummaryCommand.Create(time),
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
};
var parsed = root.Parse(args);
try
{
    // After Ctrl+C the letters that are held are released, however many there are.
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(5) });
    return parsed.Errors.Count > 0 ? ExitCode.WrongUsage : code;
}
catch (Exception e) when (e is UsageException or InvalidConfigurationException or LetterTooLargeException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.WrongUsage;
}
catch (AmazonClientException e)
{
    // Of a client that could not be made. What a call comes to is an UpstreamException.
    await Console.Error.WriteLineAsync($"{e.Message}. Name the region: AWS_REGION=eu-west-1, or a profile that has one.");
    return ExitCode.WrongUsage;
}
catch (UpstreamException e)
{
    await Console.Error.WriteLineAsync(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
    return ExitCode.AwsFailed;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Interrupted.");
    return ExitCode.Interrupted;
}
