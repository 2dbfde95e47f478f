using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Letters;

/// <summary>The options that say which letters are meant; together they are the replay's own filter.</summary>
internal sealed class FilterOptions(TimeProvider time)
{
    private readonly Option<FailureReason[]> _reasons = new("--reason")
    {
        Description = $"one of these reasons: {string.Join(", ", Enum.GetNames<FailureReason>())}",
        HelpName = "reason",
        AllowMultipleArgumentsPerToken = true,
        // Also what a wrong one is answered with.
        CompletionSources = { _ => Enum.GetNames<FailureReason>().Select(name => new CompletionItem(name)) },
    };

    private readonly Option<string?> _handler = new("--handler") { Description = "the use case that failed" };
    private readonly Option<string?> _interaction = new("--interaction") { Description = "a part of the event's key, such as the conversation's id" };
    private readonly Option<string[]> _letters = new("--letter") { Description = "one of these letter ids", AllowMultipleArgumentsPerToken = true };
    private readonly Option<DateTimeOffset?> _after = Moment("--failed-after", "failed last at this time or later: ISO 8601 (UTC), or 90m, 2h, 1d ago", time);
    private readonly Option<DateTimeOffset?> _before = Moment("--failed-before", "failed last before this time", time);
    private readonly Option<LetterStanding?> _standing = new("--standing") { Description = "RetryableNow, NotYet or Permanent" };
    private readonly Option<int?> _minimum = new("--min-attempts") { Description = "failed this often or more" };
    private readonly Option<int?> _maximum = new("--max-attempts") { Description = "failed this often or less" };

    public void AddTo(Command command)
    {
        // As a shell writes a variable that is not set.
        _interaction.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { Length: 0 })
            {
                result.AddError("--interaction is empty, which would mean every letter.");
            }
        });
        foreach (var option in new Option[] { _reasons, _handler, _interaction, _letters, _after, _before, _standing, _minimum, _maximum })
        {
            command.Options.Add(option);
        }
    }

    public LetterFilter Read(ParseResult parsed) => new()
    {
        Reasons = parsed.GetValue(_reasons) is { Length: > 0 } reasons ? reasons : null,
        Handler = parsed.GetValue(_handler),
        Interaction = parsed.GetValue(_interaction),
        LetterIds = parsed.GetValue(_letters) is { Length: > 0 } ids ? ids : null,
        FailedAfter = parsed.GetValue(_after),
        FailedBefore = parsed.GetValue(_before),
        Standing = parsed.GetValue(_standing),
        MinimumAttempts = parsed.GetValue(_minimum),
        MaximumAttempts = parsed.GetValue(_maximum),
    };

    private static Option<DateTimeOffset?> Moment(string name, string description, TimeProvider time) =>
        new(name) { Description = description, CustomParser = result => ReadMoment(result, time) };

    private static DateTimeOffset? ReadMoment(ArgumentResult result, TimeProvider time)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && text[^1] is 'm' or 'h' or 'd')
        {
            return time.GetUtcNow() - count * (text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) });
        }

        result.AddError($"'{text}' is no time: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago.");
        return null;
    }
}
