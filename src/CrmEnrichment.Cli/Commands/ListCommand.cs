using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq list: one line per letter; JSON is written as the letters are met.</summary>
internal static class ListCommand
{
    public static Command Create(TimeProvider time)
    {
        var limit = StrictOption.Number("--limit", "at most this many", least: 1);
        var sort = StrictOption.Choice<LetterOrder>("--sort", "in this order, else as they are met");
        var command = new LetterCommand("list", "List the letters, one line each (with --json one object per line).", time).Filtered();
        var look = new LookOptions(command, time);
        command.Options.Add(limit);
        command.Options.Add(sort);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            await using var queue = look.Open(connection, parsed);
            var (most, order) = (parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(sort));

            // What is sorted has to be met first, and so has what a table's columns are as wide as.
            var isStreamed = command.Json(parsed) && order is null;
            var letters = new List<ListedLetter>();
            var ids = command.Json(parsed) ? null : new List<string>();
            var isWhole = true;
            var met = 0;
            await foreach (var seen in queue.ReadAsync(command.Filter(parsed), ct, ids))
            {
                met++;
                if (isStreamed)
                {
                    Terminal.Answer(Json.Line(seen.Listed));
                }
                else
                {
                    letters.Add(seen.Listed);
                }

                if (order is null && met >= most)
                {
                    isWhole = false;
                    break;
                }
            }

            IReadOnlyList<ListedLetter> shown = [.. order is null ? letters : letters.InOrder(order.Value).Take(most)];
            foreach (var line in ids is null ? shown.Select(letter => Json.Line(letter)) : LetterTable.Lines(shown, ShortIds.Length(ids, isWhole), time.GetUtcNow(), Terminal.Width))
            {
                Terminal.Answer(line);
            }

            if (met == 0 && ids is not null)
            {
                Terminal.Tell("No letters.");
            }

            return met >= most ? ExitCode.Done : (await queue.CompareAsync(ct)).Tell();
        });
        return command;
    }
}
