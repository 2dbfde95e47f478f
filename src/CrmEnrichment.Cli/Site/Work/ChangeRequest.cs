using System.Globalization;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Site.Queues;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Replay;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Cli.Site.Work;

/// <summary>A form that asks for a change.</summary>
internal sealed record ChangeRequest(ChangeKind Kind, FilterQuery Query)
{
    public const string KindField = "do", DryRunField = "dry-run", PermanentField = "include-permanent", RateField = "rate", CanaryField = "canary", LimitField = "limit", CountField = "count";

    public LetterFilter Filter => Query.Filter;

    public bool IsParked => Query.IsParked;

    public bool IsDryRun { get; init; }

    public bool IncludesPermanent { get; init; }

    /// <summary>Letters a second; null: what Genesys takes.</summary>
    public double? Rate { get; init; }

    /// <summary>Percent of a stage that may fail; null: no canary.</summary>
    public double? Canary { get; init; }

    public int? Most { get; init; }

    /// <summary>The number that was typed to confirm a deletion.</summary>
    public int? Confirmed { get; init; }

    /// <summary>What cannot be done as it stands there.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public string Title => $"{(IsDryRun ? $"Dry run: {Kind.ToString().ToLowerInvariant()}" : Kind)}{(Filter.IsEmpty ? " all letters" : $" letters with {string.Join(", ", Query.Words.Select(word => $"{word.Name} {word.Value}"))}")}";

    /// <summary>The form with the same letters.</summary>
    public string Again => Query.Address("/change", (KindField, $"{Kind}"));

    public static ChangeRequest Read(IFormCollection form, DateTimeOffset now)
    {
        var query = FilterQuery.Of(form, now);
        var problems = new List<string>(query.Problems);
        var kind = ChangeKind.Replay;
        if (!Enum.TryParse(query.One(KindField), ignoreCase: true, out kind) || !Enum.IsDefined(kind))
        {
            problems.Add($"{KindField} is one of {string.Join(", ", Enum.GetNames<ChangeKind>())}.");
        }

        var request = new ChangeRequest(kind, query)
        {
            IsDryRun = query.One(DryRunField) is not null,
            IncludesPermanent = query.One(PermanentField) is not null,
            Rate = Number(query, RateField, ReplayRate.Slowest, ReplayRate.Fastest, problems),
            Canary = Number(query, CanaryField, 0, 100, problems),
            Most = (int?)Number(query, LimitField, 1, 1_000_000, problems),
            Confirmed = (int?)Number(query, CountField, 0, 1_000_000, problems),
        };
        if (kind is not ChangeKind.Replay && query.Filter.IsEmpty)
        {
            problems.Add($"{kind} asks for a condition, such as a reason: it is not for every letter at once.");
        }

        if (kind is ChangeKind.Replay && query.IsParked)
        {
            problems.Add("Parked letters are not replayed where they are: unpark them first.");
        }

        if (kind is ChangeKind.Purge && !request.IsDryRun && request.Confirmed is null)
        {
            problems.Add("Type the number of letters that will be deleted. A dry run tells it.");
        }

        return request with { Problems = problems };
    }

    public LetterChange Limit(LetterChange change, TimeProvider time) => change with
    {
        IsDryRun = IsDryRun,
        Limit = Most,
        Rate = Kind is ChangeKind.Replay ? new ReplayRate(Rate, time) : null,
        Canary = Canary is { } percent ? Changes.Canary.OfPercent(percent) : null,
        ConfirmAsync = (meant, _) => Kind is not ChangeKind.Purge || Confirmed == meant
            ? Task.FromResult(true)
            : throw new UsageException($"The filter means {Count.Of(meant)}, not {Confirmed}. Nothing was deleted."),
    };

    private static double? Number(FilterQuery query, string key, double least, double most, List<string> problems)
    {
        if (query.One(key) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is a number from {least} to {most}."));
        return null;
    }
}
