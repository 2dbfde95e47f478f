using System.Text.RegularExpressions;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Diagnostics;

namespace CrmEnrichment.Cli.Checks;

/// <summary>What is wrong with the settings, and how to correct it.</summary>
/// <param name="Message">Fit to be shown: a value in it that may be a secret or of a person is masked.</param>
/// <param name="Functions">Which do not start because of it; none where it is only ignored.</param>
public sealed partial record CheckProblem(string Message, IReadOnlyList<string> Functions)
{
    /// <summary>Characters. Longer than any list of keys that we write.</summary>
    private const int Longest = 1_000;

    /// <summary>Each once, whichever functions have it.</summary>
    internal static IReadOnlyList<CheckProblem> Of(IReadOnlyList<FunctionCheck> checks) =>
    [
        .. checks.SelectMany(check => check.Problems.Select(problem => (Problem: problem, check.Function.Name)))
            .GroupBy(found => found.Problem, found => found.Name, StringComparer.Ordinal)
            .Select(found => new CheckProblem(Shown(found.Key), [.. found.Distinct(StringComparer.Ordinal)])),
        .. checks.SelectMany(check => StraySettings.In(check.Function.Settings)).Distinct(StringComparer.Ordinal).Select(stray => new CheckProblem(Shown(stray), [])),
        .. NothingMeant(checks),
    ];

    /// <summary>As the template refuses it.</summary>
    private static IEnumerable<CheckProblem> NothingMeant(IReadOnlyList<FunctionCheck> checks) =>
        checks.Count == FunctionFeatures.Names.Count && checks.All(check => check.Function.Name is FunctionFeatures.CheckHealth or FunctionFeatures.ReplayDeadLetters || !check.Function.IsMeant)
            ? [new("Neither Genesys nor Lookup is set: set Genesys__SecretId to enrich interactions, or Lookup__KeysSecretId, Lookup__TwilioSecretId or Lookup__Iam to look up callers over HTTP.", [])]
            : [];

    /// <summary>Values stand between quotes. Our own words and numbers do not, and stay.</summary>
    private static string Shown(string problem) =>
        Printable.Cut(Value.Replace(problem, value => Secret.Replace(Redaction.Mask(value.Value), "[text]")), Longest);

    [GeneratedRegex("'.*'", RegexOptions.Singleline, 10_000)]
    private static partial Regex Value { get; }

    /// <summary>Keys and tokens are long and have no spaces; the names that we quote are short.</summary>
    [GeneratedRegex("[A-Za-z0-9+/_=.-]{24,}", RegexOptions.None, 10_000)]
    private static partial Regex Secret { get; }
}
