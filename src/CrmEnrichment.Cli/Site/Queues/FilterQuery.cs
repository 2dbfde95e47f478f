using System.Globalization;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.DeadLetters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>Which letters a page is about, as its address says it: the options of <c>dlq</c> by their names. Such an address can be sent to somebody.</summary>
public sealed class FilterQuery
{
    public const string Reason = "reason", Handler = "handler", Interaction = "interaction", Upstream = "upstream", Message = "message", Letter = "letter",
        FailedAfter = "failed-after", FailedBefore = "failed-before", Standing = "standing", Heals = "heals", LeastAttempts = "min-attempts", MostAttempts = "max-attempts",
        Parked = "parked", Sort = "sort", Page = "page";

    /// <summary>Which say what letters are meant.</summary>
    private static readonly string[] s_conditions =
        [Reason, Handler, Interaction, Upstream, Message, Letter, FailedAfter, FailedBefore, Standing, Heals, LeastAttempts, MostAttempts];

    /// <summary>Of one value. Nothing that is meant is longer.</summary>
    private const int LongestValue = 500;

    private readonly List<KeyValuePair<string, string>> _values;
    private readonly List<string> _problems = [];

    private FilterQuery(IEnumerable<KeyValuePair<string, string>> values, DateTimeOffset now)
    {
        _values = [.. values.Where(value => value.Value.Length > 0)];
        foreach (var (key, value) in _values.Where(value => value.Value.Length > LongestValue))
        {
            _problems.Add($"{key} is longer than {LongestValue} characters.");
        }

        Filter = new LetterFilter
        {
            Reasons = All(Reason).Select(text => Choice<FailureReason>(Reason, text)).OfType<FailureReason>().ToArray() is { Length: > 0 } reasons ? reasons : null,
            Handler = One(Handler),
            Interaction = One(Interaction),
            Upstream = One(Upstream),
            Message = One(Message),
            LetterIds = All(Letter).ToArray() is { Length: > 0 } letters ? letters : null,
            FailedAfter = Time(FailedAfter, now),
            FailedBefore = Time(FailedBefore, now),
            Standing = One(Standing) is { } standing ? Choice<LetterStanding>(Standing, standing) : null,
            NeedsAPerson = One(Heals) switch { null => null, "yes" => false, "no" => true, _ => Wrong<bool?>($"{Heals} is yes or no.") },
            MinimumAttempts = Number(LeastAttempts),
            MaximumAttempts = Number(MostAttempts),
        };
        IsParked = One(Parked) is "true";
        Order = One(Sort) is { } sort ? Choice<LetterOrder>(Sort, sort) ?? LetterOrder.Oldest : LetterOrder.Oldest;
        PageNumber = Math.Max(1, Number(Page) ?? 1);
    }

    public LetterFilter Filter { get; }

    public bool IsParked { get; }

    public LetterOrder Order { get; }

    /// <summary>Of the list, from 1.</summary>
    public int PageNumber { get; }

    /// <summary>What cannot be understood: then no letter is meant.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static FilterQuery Of(IQueryCollection query, DateTimeOffset now) => new(Flat(query), now);

    public static FilterQuery Of(IFormCollection form, DateTimeOffset now) => new(Flat(form), now);

    /// <summary>Everything but the page, as the address of another page has it.</summary>
    public string Address(string path, params (string Key, string? Value)[] changes)
    {
        var changed = changes.Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        var values = _values.Where(value => value.Key is not Page && IsOurs(value.Key) && !changed.Contains(value.Key))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!)));
        return QueryHelpers.AddQueryString(path, values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)));
    }

    /// <summary>For a form that is about the same letters.</summary>
    public IEnumerable<KeyValuePair<string, string>> Conditions => _values.Where(value => value.Key is Parked || s_conditions.Contains(value.Key, StringComparer.Ordinal));

    /// <summary>In words, for a person who is about to change these letters.</summary>
    public IEnumerable<(string Name, string Value)> Words => Conditions.Where(value => value.Key is not Parked).GroupBy(value => value.Key, StringComparer.Ordinal).Select(group => (group.Key, string.Join(" or ", group.Select(value => value.Value))));

    public string? One(string key) => _values.Where(value => string.Equals(value.Key, key, StringComparison.Ordinal)).Select(value => value.Value).LastOrDefault();

    private static bool IsOurs(string key) => key is Parked or Sort || s_conditions.Contains(key, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Flat(IEnumerable<KeyValuePair<string, StringValues>> from) => from.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value?.Trim() ?? "")));

    private IEnumerable<string> All(string key) => _values.Where(value => string.Equals(value.Key, key, StringComparison.Ordinal)).Select(value => value.Value);

    private DateTimeOffset? Time(string key, DateTimeOffset now) =>
        One(key) is not { } text ? null
        : Moment.TryRead(text, now, out var moment) ? moment
        : Wrong<DateTimeOffset?>($"{key} is no time: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago.");

    private int? Number(string key) =>
        One(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Wrong<int?>($"{key} is no whole number.");

    private T? Choice<T>(string key, string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name)
        : Wrong<T?>($"{key} is one of {string.Join(", ", Enum.GetNames<T>())}.");

    private T Wrong<T>(string problem)
    {
        _problems.Add(problem);
        return default!;
    }
}
