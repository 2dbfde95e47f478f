using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Health;

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
            var components = parsed.GetValue(live) ? await ProbeAsync(checks, time, ct) : null;
            var answer = new CheckAnswer([.. checks.Select(CheckAnswer.FunctionAnswer.Of)], CheckProblem.Of(checks), components);
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

    /// <returns>Null where CheckHealth would not start with the settings.</returns>
    private static async Task<IReadOnlyList<ComponentReport>?> ProbeAsync(List<FunctionCheck> checks, TimeProvider time, CancellationToken ct)
    {
        // CheckHealth's own settings lead to everything. Another function alone has those of the systems that it uses.
        var known = checks.Find(check => check.Function.Name is FunctionFeatures.CheckHealth) ?? checks[0];
        var check = FunctionCheck.Of(known.Function with { Name = FunctionFeatures.CheckHealth });
        return check.Status is FunctionStatus.Starts ? await LiveCheck.RunAsync(known.Function.Settings, time, ct) : null;
    }
}
