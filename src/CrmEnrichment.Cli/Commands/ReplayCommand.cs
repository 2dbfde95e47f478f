using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Replay;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq replay: letters through their handlers again, from this machine.</summary>
internal static class ReplayCommand
{
    public static Command Create(TimeProvider time)
    {
        var rate = StrictOption.Fraction("--rate", "letters per second at most; else what Genesys takes: 20 at once, then 2/s", ReplayRate.Slowest, ReplayRate.Fastest);
        var canary = StrictOption.Fraction("--canary", $"1 letter first, then 2, 5, 20, 100, …; stop when more than this percentage of a stage fails ({Canary.DefaultPercent})", 0, 100, Canary.DefaultPercent);
        var permanent = new Option<bool>("--include-permanent") { Description = "also try permanent letters: after a fix was deployed, or a right granted" };
        var command = new LetterCommand("replay", "Run letters through their handlers again, from this machine.", time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.Options.Add(rate);
        command.Options.Add(canary);
        command.Options.Add(permanent);
        command.SetAction(async (parsed, ct) =>
        {
            await using var replay = new ReplayLetters(command.Configuration(parsed), command.Record(parsed), time);
            var change = replay.Change(command.Filter(parsed), parsed.GetValue(permanent)) with
            {
                Rate = new ReplayRate(parsed.GetValue(rate), time),
                Canary = parsed.GetResult(canary) is null ? null : Canary.OfPercent(parsed.GetValue(canary) ?? Canary.DefaultPercent),
            };
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), "dlq replay", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }
}
