using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Cli.Options;

/// <summary>Options whose value is read here, so that a wrong one is a sentence that names the option and what it takes.</summary>
/// <remarks>System.CommandLine's own conversion takes numbers and lists for names, and throws when a validator asks for a value that could not be read.</remarks>
internal static class StrictOption
{
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {ClosedSet.Names<T>()}",
            HelpName = "name",
            CompletionSources = { _ => Completions<T>() },
            CustomParser = result => Read<T>(result, result.Tokens[^1].Value),
        };

    public static Option<T[]?> Choices<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {ClosedSet.Names<T>()}",
            HelpName = "name",
            AllowMultipleArgumentsPerToken = true,
            CompletionSources = { _ => Completions<T>() },
            CustomParser = result => [.. result.Tokens.Select(token => Read<T>(result, token.Value)).OfType<T>()],
        };

    public static Option<int?> Number(string name, string description, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Refuse<int>(result, most is int.MaxValue ? $"give a whole number, {least} or more" : $"give a whole number from {least} to {most}"),
    };

    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="least">Included.</param>
    /// <param name="most">Included.</param>
    /// <param name="fallback">Where the option stands alone; null: it may not.</param>
    public static Option<double?> Fraction(string name, string description, double least, double most, double? fallback = null) => new(name)
    {
        Description = description,
        HelpName = "number",
        Arity = fallback is null ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        CustomParser = result => result.Tokens.Count == 0 ? fallback
            : double.TryParse(result.Tokens[^1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : Refuse<double>(result, string.Create(CultureInfo.InvariantCulture, $"give a number from {least} to {most}")),
    };

    /// <summary>A time, or how long ago it was.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description, TimeProvider time, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => Options.Moment.TryRead(result.Tokens[^1].Value, time.GetUtcNow(), out var moment)
            ? moment
            : Refuse<DateTimeOffset>(result, "write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago"),
    };

    /// <summary>A day, or how many days ago it was.</summary>
    public static Option<DateOnly?> Day(string name, string description, TimeProvider time) => new(name)
    {
        Description = description,
        HelpName = "day",
        CustomParser = result => result.Tokens[^1].Value is var text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3_650 ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-days)
            : Refuse<DateOnly>(result, "write 2026-08-20, or 1d, 7d for that many days ago"),
    };

    private static IEnumerable<CompletionItem> Completions<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(name => new CompletionItem(name));

    private static T? Read<T>(ArgumentResult result, string text)
        where T : struct, Enum => ClosedSet.TryRead(text, out T value) ? value : Refuse<T>(result, $"use {ClosedSet.Names<T>()}", text);

    private static T? Refuse<T>(ArgumentResult result, string fix, string? text = null)
        where T : struct
    {
        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option} '{text ?? result.Tokens[^1].Value}' is wrong: {fix}.");
        return null;
    }
}
