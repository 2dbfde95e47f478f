using System.CommandLine;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Letters;

/// <summary>The options that say which letters are meant; together they are the replay's own filter.</summary>
internal sealed class FilterOptions(TimeProvider time)
{
    private readonly Option<FailureReason[]?> _reasons = StrictOption.Choices<FailureReason>("--reason", "one of these reasons");
    private readonly Option<string?> _handler = new("--handler") { Description = "the use case that failed" };
    private readonly Option<string?> _interaction = new("--interaction") { Description = "a part of the event's key, such as the conversation's id" };
    private readonly Option<string?> _upstream = new("--upstream") { Description = "the system that failed, by its configured name" };
    private readonly Option<string?> _message = new("--message") { Description = "a part of the message" };
    private readonly Option<string[]> _letters = new("--letter") { Description = "one of these letter ids", AllowMultipleArgumentsPerToken = true };
    private readonly Option<DateTimeOffset?> _after = StrictOption.Moment("--failed-after", "failed last at this time or later: ISO 8601 (UTC), or 90m, 2h, 1d ago", time, "--since");
    private readonly Option<DateTimeOffset?> _before = StrictOption.Moment("--failed-before", "failed last before this time", time);
    private readonly Option<LetterStanding?> _standing = StrictOption.Choice<LetterStanding>("--standing", "what a replay would do with it");
    private readonly Option<bool> _needsAPerson = new("--needs-a-person") { Description = "those that do not heal by themselves" };
    private readonly Option<bool> _healing = new("--healing") { Description = "those that heal by themselves" };
    private readonly Option<int?> _minimum = StrictOption.Number("--min-attempts", "failed this often or more", least: 0);
    private readonly Option<int?> _maximum = StrictOption.Number("--max-attempts", "failed this often or less", least: 0);

    public void AddTo(Command command)
    {
        // As a shell writes a variable that is not set.
        foreach (var option in new[] { _interaction, _upstream, _message })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is { Length: 0 })
                {
                    result.AddError($"{option.Name} is empty, which would mean every letter.");
                }
            });
        }

        foreach (var option in new Option[] { _reasons, _handler, _interaction, _upstream, _message, _letters, _after, _before, _standing, _needsAPerson, _healing, _minimum, _maximum })
        {
            command.Options.Add(option);
        }
    }

    public LetterFilter Read(ParseResult parsed) => new()
    {
        Reasons = parsed.GetValue(_reasons) is { Length: > 0 } reasons ? reasons : null,
        Handler = parsed.GetValue(_handler),
        Interaction = parsed.GetValue(_interaction),
        Upstream = parsed.GetValue(_upstream),
        Message = parsed.GetValue(_message),
        LetterIds = parsed.GetValue(_letters) is { Length: > 0 } ids ? ids : null,
        FailedAfter = parsed.GetValue(_after),
        FailedBefore = parsed.GetValue(_before),
        Standing = parsed.GetValue(_standing),
        NeedsAPerson = (parsed.GetValue(_needsAPerson), parsed.GetValue(_healing)) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => null,
        },
        MinimumAttempts = parsed.GetValue(_minimum),
        MaximumAttempts = parsed.GetValue(_maximum),
    };
}
