using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>check: what is wrong with a configuration, before a call finds out.</summary>
internal static class CheckCommand
{
    public static Command Create(TimeProvider time)
    {
        var live = new Option<bool>("--live") { Description = "also read the secrets and ask every CRM, platform, queue and table, from here, as CheckHealth does" };
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var command = new Command("check", "Say what is wrong with the functions' settings, before a call does.") { live, json };
        var settings = new SettingsOptions(command);
        command.SetAction(async (parsed, ct) =>
        {
            var checks = (await settings.ReadAsync(parsed, ct)).Select(FunctionCheck.Of).ToList();
            var components = parsed.GetValue(live) ? await LiveCheck.OfAsync(checks, time, ct) : null;
            var answer = CheckAnswer.Of(checks, components);
            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(answer));
            }
            else
            {
                CheckView.Show(answer, parsed.GetValue(live));
            }

            return answer.IsWell && (components is not null || !parsed.GetValue(live)) ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }
}
