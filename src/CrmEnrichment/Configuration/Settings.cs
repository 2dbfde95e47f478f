using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Configuration;

/// <summary>Reads one section and collects every problem, so that a failed start can name them all at once.</summary>
/// <remarks>Microsoft's binder stops at the first value that it cannot convert, and ignores unknown names.</remarks>
public sealed class Settings
{
    private readonly IConfigurationSection _section;
    private readonly ICollection<string> _problems;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    private Settings(IConfigurationSection section, ICollection<string> problems) => (_section, _problems) = (section, problems);

    public static Settings Of(IConfiguration configuration, string section, ICollection<string> problems) =>
        new(configuration.GetSection(section), problems);

    /// <summary>Text; required when there is no fallback.</summary>
    public string Text(string key, string fix, string? fallback = null, Regex? pattern = null)
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback ?? Problem(key, "is not set", fix, "");
        }

        return pattern is null || pattern.IsMatch(value) ? value : Problem(key, "has the wrong form", fix, value);
    }

    public int Number(string key, int fallback, int least, int most)
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback;
        }

        return int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Problem(key, $"is '{value}'", $"set a whole number from {least} to {most}", fallback);
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback;
        }

        // Only this form: the lenient parser reads 24:00:00 as 24 days.
        return TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var duration) && duration >= least && duration <= most
            ? duration
            : Problem(key, $"is '{value}'", $"set a duration as [days.]hours:minutes:seconds from {least} to {most}", fallback);
    }

    /// <summary>An absolute http or https address. Whether plain http is acceptable is the deployer's decision.</summary>
    public Uri? Address(string key, bool required, string fix)
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return required ? Problem<Uri?>(key, "is not set", fix, null) : null;
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? uri
            : Problem<Uri?>(key, "is not an http(s) address, or contains a user name", fix, null);
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback;
        }

        return ClosedSet.TryRead(value, out T choice)
            ? choice
            : Problem(key, $"is '{value}'", $"choose one of {ClosedSet.Names<T>()}", fallback);
    }

    /// <summary>One of the given things, by its name.</summary>
    public T Choice<T>(string key, IReadOnlyList<T> choices, T fallback)
        where T : class
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback;
        }

        return choices.FirstOrDefault(choice => string.Equals($"{choice}", value, StringComparison.OrdinalIgnoreCase))
            ?? Problem(key, $"is '{value}'", $"choose one of {string.Join(", ", choices)}", fallback);
    }

    public bool Flag(string key, bool fallback)
    {
        if (Value(key) is not { Length: > 0 } value)
        {
            return fallback;
        }

        return bool.TryParse(value, out var flag) ? flag : Problem(key, $"is '{value}'", $"choose one of {bool.TrueString}, {bool.FalseString}", fallback);
    }

    /// <summary>Texts, numbered from 0; none where nothing is set.</summary>
    public IReadOnlyList<string> List(string key) => [.. Entries(key, "a list", "0").Select(entry => entry.Value)];

    /// <summary>Texts by name; none where nothing is set.</summary>
    public IReadOnlyDictionary<string, string> Map(string key) =>
        Entries(key, "a list of names", "NAME").ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    /// <summary>Sections, numbered from 0; none where nothing is set.</summary>
    public IReadOnlyList<T> Items<T>(string key, Func<Settings, T> read)
    {
        RefuseText(key, "a list", "0__NAME");
        return [.. _section.GetSection(key).GetChildren().Select(item => read(new Settings(item, _problems)))];
    }

    /// <summary>Sections by name; none where nothing is set. Unknown keys in them are refused.</summary>
    public IReadOnlyDictionary<string, T> Named<T>(string key, Func<string, Settings, T> read)
    {
        RefuseText(key, "a list of names", "NAME");
        return _section.GetSection(key).GetChildren().ToDictionary(
            item => item.Key,
            item =>
            {
                var settings = new Settings(item, _problems);
                var value = read(item.Key, settings);
                settings.RefuseUnknownKeys();
                return value;
            },
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The sections right below this one, by their names, which are free.</summary>
    public IReadOnlyDictionary<string, T> Children<T>(Func<string, Settings, T> read) =>
        _section.GetChildren().Select(child => child.Key).ToDictionary(key => key, key => Nested(key, settings => read(key, settings)), StringComparer.OrdinalIgnoreCase);

    /// <summary>A nested section. Unknown keys in it are refused.</summary>
    public T Nested<T>(string key, Func<Settings, T> read)
    {
        _known.Add(key);
        var nested = new Settings(_section.GetSection(key), _problems);
        var value = read(nested);
        nested.RefuseUnknownKeys();
        return value;
    }

    /// <summary>Whether anything is set under the key. The key counts as known.</summary>
    public bool Has(string key)
    {
        _known.Add(key);
        return _section.GetSection(key).Exists();
    }

    /// <summary>The key as an environment variable.</summary>
    public string FullName(string key) => $"{_section.Path}:{key}".Replace(":", "__", StringComparison.Ordinal);

    public T Problem<T>(string key, string what, string fix, T instead)
    {
        _problems.Add($"{FullName(key)} {what}: {fix}.");
        return instead;
    }

    /// <summary>Call last: a name that was never read is most likely a typing error, and so is a text in the place of the section.</summary>
    public void RefuseUnknownKeys()
    {
        if (_section.Value is { Length: > 0 })
        {
            _problems.Add($"{_section.Path.Replace(":", "__", StringComparison.Ordinal)} is a text, and a section is meant: set {string.Join(", ", _known.Order(StringComparer.Ordinal).Select(FullName))}.");
        }

        foreach (var stray in _section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            var meant = NearMiss.Of(stray.Key, _known) is { } near ? $" (did you mean {near}?)" : "";
            Problem(stray.Key, $"is not a setting{meant}", $"use one of {string.Join(", ", _known.Order(StringComparer.Ordinal))}", 0);
        }
    }

    private string? Value(string key)
    {
        if (_known.Add(key))
        {
            RefuseDeeper(key);
        }

        return _section[key]?.Trim();
    }

    /// <summary>The texts below a key. What is no text, or an empty one, is a problem: it would be left out, and something else be done than was meant.</summary>
    private List<KeyValuePair<string, string>> Entries(string key, string meant, string example)
    {
        RefuseText(key, meant, example);
        var entries = new List<KeyValuePair<string, string>>();
        foreach (var item in _section.GetSection(key).GetChildren())
        {
            var full = $"{key}:{item.Key}";
            if (RefuseDeeper(full))
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(item.Value))
            {
                Problem(full, "is empty", "set it or remove it", 0);
            }
            else
            {
                entries.Add(new(item.Key, item.Value.Trim()));
            }
        }

        return entries;
    }

    /// <summary>An empty text is as good as none: templates write one for what is not set.</summary>
    private void RefuseText(string key, string meant, string example)
    {
        _known.Add(key);
        if (_section[key] is { Length: > 0 })
        {
            Problem(key, $"is a text, and {meant} is meant", $"set {FullName(key)}__{example}", 0);
        }
    }

    private bool RefuseDeeper(string key)
    {
        var deeper = _section.GetSection(key).GetChildren().ToList();
        foreach (var stray in deeper)
        {
            Problem($"{key}:{stray.Key}", "is not a setting", $"set {FullName(key)} to a text", 0);
        }

        return deeper.Count > 0;
    }
}
