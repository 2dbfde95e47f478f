using System.CommandLine;
using CrmEnrichment.Cli.Deployed;
using CrmEnrichment.Cli.Mail;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Tickets;

namespace CrmEnrichment.Cli.Commands;

/// <summary>mail run: the deployed function reads the mailboxes now, some seconds at a time, until nothing is left.</summary>
internal static class MailRunCommand
{
    /// <summary>Of one invocation: short enough that nothing on the way closes a connection that is silent for so long.</summary>
    private const int SecondsAtATime = 20;

    public static Command Create()
    {
        var job = new JobOptions(FunctionFeatures.UpdateTickets, "the parameters of a mailbox");
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var command = new Command("run", "Read the mailboxes now, and put what is new under its tickets.") { job.Function, job.Stack, json };
        command.Validators.Add(result =>
        {
            if (job.Problem(result) is { } problem)
            {
                result.AddError(problem);
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var answer = await RunAsync(await job.NameAsync(parsed, ct), ct);
            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(answer.Mailboxes));
            }
            else
            {
                foreach (var line in answer.Lines())
                {
                    Terminal.Answer(Paragraph.Wrap(line, Terminal.Width));
                }
            }

            return answer.IsWhole ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static async Task<MailRunAnswer> RunAsync(string function, CancellationToken ct)
    {
        using var invocations = new AwsReader(AwsService.Invocations);
        var deployed = new DeployedJob(invocations, FunctionFeatures.UpdateTickets, function);
        var answer = new MailRunAnswer();
        MailRunReport report;
        do
        {
            report = await deployed.RunAsync<MailRunRequest, MailRunReport>(new() { MaxSeconds = SecondsAtATime }, ct);
            answer.Add(report);
        }
        while (report.Mailboxes.Any(run => run.EndedBy is MailRunEnd.TimeUp && run.Messages.Count > 0));
        return answer;
    }
}
