using System.Text;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>The parameters of a call URL, read as VICIdial writes them. Pure.</summary>
/// <remarks>
/// Start and Dispo Call URL are encoded by PHP's <c>urlencode</c>, <c>dispo_name</c> twice. The No-Agent Call URL is not encoded at all: a space, an
/// ampersand or a letter beyond ASCII may stand in a value. A variable that VICIdial does not know stays as <c>--A--name--B--</c>.
/// </remarks>
public sealed partial class CallQuery
{
    /// <summary>API Gateway passes on a little more.</summary>
    public const int Longest = 8_192;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private CallQuery()
    {
    }

    /// <summary>The URL holds the agent's password, or asks for it: nothing of it may be kept.</summary>
    public bool HasPassword { get; private init; }

    /// <summary>By <see cref="CallField"/>; none is empty.</summary>
    internal IReadOnlyDictionary<string, string> Fields => _fields;

    /// <param name="text">A query or a form, as it was sent. Of several parameters with one meaning the first that says something counts, so that what stands in
    /// a customer's name at the end of the URL changes nothing before it.</param>
    public static CallQuery Read(string text)
    {
        if (PasswordVariable.IsMatch(text) || text.Split('&').Any(part => IsPassword(Decode(part.Split('=', 2)[0], plusIsSpace: true).Trim())))
        {
            return new() { HasPassword = true };
        }

        var query = new CallQuery();

        // PHP writes a space as a plus, and never as %20: who writes %20 or a bare space means a plus by a plus.
        var plusIsSpace = !text.Contains(' ', StringComparison.Ordinal) && !text.Contains("%20", StringComparison.Ordinal);
        foreach (var (name, raw) in Split(text))
        {
            if (CallField.Of(name) is { } field && Clean(field, raw, plusIsSpace) is { Length: > 0 } value)
            {
                query._fields.TryAdd(field, value);
            }
        }

        return query;
    }

    // Everything in it is personal.
    public override string ToString() => nameof(CallQuery);

    /// <summary>What begins with no name is the rest of the value before it, in which an ampersand stood bare.</summary>
    private static List<(string Name, string Value)> Split(string text)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var part in text.Length > Longest ? text[..Longest].Split('&') : text.Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Name.IsMatch(part.AsSpan(0, equals)))
            {
                pairs.Add((part[..equals], part[(equals + 1)..]));
            }
            else if (pairs.Count > 0 && part.Length > 0)
            {
                pairs[^1] = (pairs[^1].Name, $"{pairs[^1].Value}&{part}");
            }
        }

        return pairs;
    }

    private static string Clean(string field, string raw, bool plusIsSpace)
    {
        var value = Decode(raw, plusIsSpace);
        value = field is CallField.DispositionName ? Decode(value, plusIsSpace: true) : value;
        if (Variable.IsMatch(value))
        {
            return "";
        }

        var text = new StringBuilder(Math.Min(value.Length, CallField.LongestOf(field)));
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > CallField.LongestOf(field))
            {
                break;
            }

            text.Append(Rune.IsControl(rune) && !(field is CallField.Notes && rune.Value is '\n' or '\t') ? " " : rune.ToString());
        }

        return text.ToString().Trim();
    }

    private static string Decode(string text, bool plusIsSpace) => Uri.UnescapeDataString(plusIsSpace ? text.Replace('+', ' ') : text);

    private static bool IsPassword(string name) => name.Equals("pass", StringComparison.OrdinalIgnoreCase) || name.Equals("password", StringComparison.OrdinalIgnoreCase) || name.Equals("orig_pass", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,63}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\A\s*--A--[A-Za-z0-9_]{1,64}--B--\s*\z", RegexOptions.None, 10_000)]
    private static partial Regex Variable { get; }

    [GeneratedRegex(@"--A--(orig_)?pass(word)?--B--", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PasswordVariable { get; }
}
