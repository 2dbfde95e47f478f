using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Cli.Vicidial;
using CrmEnrichment.Configuration;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Commands;

/// <summary>vicidial check: the check list before the first call, asked of the live system; and with --set, a Dispo Call URL that is lost.</summary>
internal static class VicidialCheckCommand
{
    private const string SecretId = "Vicidial:SecretId";

    public static Command Create(TimeProvider time)
    {
        var set = new Option<string[]?>("--set") { Description = "campaigns whose Dispo Call URL is to be set, by their ids", HelpName = "campaign", AllowMultipleArgumentsPerToken = true };
        var url = new Option<string?>("--url") { Description = "with --set: the address of the HTTP API of VicidialCalls, such as https://abc.execute-api.eu-west-1.amazonaws.com", HelpName = "address" };
        var yes = new Option<bool>("--yes") { Description = "with --set: set it; else it is only shown what would be set" };
        var database = new DatabaseOptions();
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var audit = new Option<FileInfo>("--audit") { Description = "where to record who did what", DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl") };
        var command = new Command("check", "Go through the check list against VICIdial and the CRMs, before the first call does.") { set, url, yes, json, audit };
        var settings = new SettingsOptions(command);
        database.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(set) is null && (result.GetResult(url) is not null || result.GetResult(yes) is { Implicit: false }))
            {
                result.AddError("--url and --yes belong to --set: name the campaigns with --set.");
            }
            else if (result.GetResult(set) is not null && (!Uri.TryCreate(result.GetValue(url), UriKind.Absolute, out var address) || (address.Scheme is not "https" && !address.IsLoopback)))
            {
                result.AddError("--set needs --url with the https address of the HTTP API of VicidialCalls.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            await using var live = Open(await settings.ReadAsync(parsed, ct), database.Read(parsed), time);
            if (parsed.GetValue(set) is { Length: > 0 } campaigns)
            {
                return await SetAsync(live, campaigns, new Uri(parsed.GetValue(url)!), parsed.GetValue(yes), new RecordFile(parsed.GetValue(audit)!), time, ct);
            }

            var lines = await live.GetRequiredService<PreLaunchCheck>().RunAsync(ct);
            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(lines));
            }
            else
            {
                PreLaunchView.Show(lines);
            }

            return lines.Any(line => line.Verdict is CheckVerdict.Wrong or CheckVerdict.Unknown) ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="InvalidConfigurationException">The settings do not suffice.</exception>
    private static ServiceProvider Open(IReadOnlyList<CheckedFunction> functions, Action<IServiceCollection> addDatabase, TimeProvider time)
    {
        // CheckHealth's own settings lead to every system, and those of VicidialCalls to the secret of the path.
        var known = functions.FirstOrDefault(function => function.Name is FunctionFeatures.CheckHealth) ?? functions[0];
        var secret = functions.FirstOrDefault(function => function.Name is FunctionFeatures.VicidialCalls)?.Settings[SecretId];
        return LiveServices.Open(
            new ConfigurationBuilder().AddConfiguration(known.Settings).AddInMemoryCollection(secret is null ? [] : [new(SecretId, secret)]).Build(), time, setup =>
            {
                addDatabase(setup.Services);
                return setup.AddVicidialPreLaunch();
            });
    }

    private static async Task<int> SetAsync(ServiceProvider live, string[] campaigns, Uri api, bool isMeant, RecordFile file, TimeProvider time, CancellationToken ct)
    {
        var setting = live.GetRequiredService<CallUrlSetting>();
        var (door, masked) = await setting.PlanAsync(api, ct);
        Terminal.Answer(Paragraph.Wrap($"The Dispo Call URL of {string.Join(", ", campaigns)} becomes:", Terminal.Width));
        Terminal.Answer(masked);
        Terminal.Answer("");
        if (await CallUrlDoor.ProblemAsync(door, ct) is { } problem)
        {
            throw new UpstreamException("VicidialCalls", UpstreamFault.Unavailable, problem);
        }

        if (!isMeant)
        {
            Terminal.Answer(Paragraph.Wrap("Nothing was changed. VicidialCalls answers at this address, and takes the secret. With --yes it is set; what stands there now is lost, because no function reads it.", Terminal.Width));
            return ExitCode.Done;
        }

        var record = await AuditLog.OpenAsync(file, "vicidial check --set", time);
        var lines = new List<CheckLine>();
        record.WriteCampaigns("begun", campaigns);
        try
        {
            foreach (var campaign in campaigns)
            {
                lines.Add(await setting.SetAsync(campaign, api, ct));
            }
        }
        finally
        {
            record.WriteCampaigns("ended", [.. campaigns.Zip(lines).Where(pair => pair.Second.Verdict is CheckVerdict.Ok).Select(pair => pair.First)]);
        }

        PreLaunchView.Show(lines);
        return lines.TrueForAll(line => line.Verdict is CheckVerdict.Ok) ? ExitCode.Done : ExitCode.SomeFailed;
    }
}
