using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Commands;

/// <summary>mail check: logs in to each mailbox, and says what is wrong with it.</summary>
internal static class MailCheckCommand
{
    private const int Indent = 6;

    public static Command Create(TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var command = new Command("check", "Log in to each mailbox from this machine, and say what is wrong with it.") { json };
        var settings = new SettingsOptions(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var live = Open(await settings.ReadAsync(parsed, ct), time);
            var lines = await live.GetRequiredService<MailboxCheck>().RunAsync(ct);
            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(lines));
            }
            else
            {
                foreach (var line in lines)
                {
                    Terminal.Answer(Paragraph.Wrap($"{line.Mailbox}, {line.Check}: {Redaction.Mask(line.Text)}", Terminal.Width, (line.IsWell ? "Ok" : "Wrong").PadRight(Indent), Indent));
                }
            }

            return lines.All(line => line.IsWell) ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    /// <exception cref="InvalidConfigurationException">The settings do not suffice.</exception>
    private static ServiceProvider Open(IReadOnlyList<CheckedFunction> functions, TimeProvider time)
    {
        var known = functions.FirstOrDefault(function => function.Name is FunctionFeatures.UpdateTickets) ?? functions[0];
        return LiveServices.Open(known.Settings, time, setup => setup.AddTicketMail());
    }
}
