using System.Text.RegularExpressions;
using CrmEnrichment.Tickets.Messages.Quotes;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>The numbers of tickets in a subject, by patterns.</summary>
public sealed class TicketReference
{
    /// <summary>How many characters of a subject are searched.</summary>
    public const int LongestSubject = 1000;

    private const string Group = "number";
    private const int LongestPattern = 500;

    // NonBacktracking takes time in proportion to the subject, whatever the pattern; the limit is a second belt.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<Regex> _patterns;

    /// <exception cref="ArgumentException">One of the patterns has a <see cref="Problem"/>.</exception>
    public TicketReference(IEnumerable<string> patterns)
    {
        var all = patterns.ToList();
        if (all.Select(Problem).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            throw new ArgumentException(problem, nameof(patterns));
        }

        _patterns = [.. all.Select(pattern => new Regex(pattern, Options, s_limit))];
    }

    /// <summary><c>TT123</c> (the number is <c>TT123</c>, as Vtiger counts), <c>[#123]</c>, <c>Ticket 123</c>, <c>Ticket #123</c>, <c>Ticket Id: 123</c> (the number is <c>123</c>).</summary>
    public static IReadOnlyList<string> Defaults { get; } =
    [
        @"\b(?<number>TT[0-9]{1,18})\b",
        @"\[#(?<number>[0-9]{1,18})\]",
        @"\bticket\s*(?:id|no\.?|nr\.?|number)?\s*:?\s*#?\s*(?<number>[0-9]{1,18})\b",
    ];

    /// <summary>What is wrong with a pattern, and how to put it right.</summary>
    /// <returns>Null where nothing is.</returns>
    public static string? Problem(string pattern)
    {
        if (pattern.Length is 0 or > LongestPattern)
        {
            return $"must have 1 to {LongestPattern} characters";
        }

        try
        {
            var regex = new Regex(pattern, Options, s_limit);
            return !regex.GetGroupNames().Contains(Group, StringComparer.Ordinal) ? $"has no group (?<{Group}>...): put it around the ticket's number"
                : regex.GetGroupNames().Length > 2 ? $"may have one group, (?<{Group}>...): write the others as (?:...)"
                : regex.IsMatch("") ? "must not match an empty subject"
                : null;
        }
        catch (NotSupportedException)
        {
            return "must do without lookahead, lookbehind, backreferences and atomic groups";
        }
        catch (ArgumentException)
        {
            return "is not a regular expression of .NET";
        }
    }

    /// <returns>Each number once, in upper case, in the order of the patterns; several mean that the subject does not tell which ticket it is.</returns>
    public IReadOnlyList<string> Find(string subject)
    {
        var line = SubjectPrefixes.Without(CleanText.Line(subject, LongestSubject));
        return [.. _patterns.SelectMany(pattern => pattern.Matches(line)).Select(match => match.Groups[Group].Value.ToUpperInvariant()).Where(number => number.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
