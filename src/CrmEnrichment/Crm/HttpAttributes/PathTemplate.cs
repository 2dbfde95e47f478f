using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>A path with its query, such as <c>/customer/{customerId}/status</c>.</summary>
internal sealed partial class PathTemplate
{
    private readonly IReadOnlyList<(string Text, Placeholder? Placeholder)> _parts;

    private PathTemplate(IReadOnlyList<(string Text, Placeholder? Placeholder)> parts) => _parts = parts;

    /// <summary>The customer's fields that it asks for.</summary>
    public IEnumerable<string> Fields => _parts.Select(part => part.Placeholder).OfType<Placeholder.OfCustomer>().Select(placeholder => placeholder.Field);

    /// <returns>Null for what is no such path.</returns>
    public static PathTemplate? Parse(string text)
    {
        var parts = Parts.Match(text).Groups["part"].Captures
            .Select(part => (part.Value, IsPlaceholder: part.Value[0] is '{'))
            .Select(part => (part.Value, part.IsPlaceholder, Placeholder: part.IsPlaceholder ? Placeholder.Parse(part.Value[1..^1]) : null)).ToList();
        return parts.Count == 0 || parts.Exists(part => part.IsPlaceholder && part.Placeholder is null) || LeadsElsewhere(text)
            ? null
            : new([.. parts.Select(part => (part.Value, part.Placeholder))]);
    }

    /// <returns>Null if the customer lacks a field, or has one that cannot stand in a path.</returns>
    public string? Fill(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now)
    {
        var filled = _parts.Select(part => part.Placeholder is null ? part.Text : part.Placeholder.Find(known, now) is { } value ? Escape(value) : null).ToList();
        return filled.Contains(null) || string.Concat(filled) is var path && LeadsElsewhere(path) ? null : path;
    }

    private static string Escape(JsonElement value) => Uri.EscapeDataString(value.TryText(out var text) ? text : value.GetRawText());

    // A segment of dots only would be resolved away: /customer/../status is another resource.
    private static bool LeadsElsewhere(string path) =>
        path.Split('?')[0].Split('/').Any(segment => segment.Length > 0 && segment.All(c => c is '.'));

    // No fragment, which would stay here, and no backslash, which is read as a slash.
    [GeneratedRegex(@"\A(?=/)(?<part>(?>[^{}\s\\#]+)|\{[^{}]+\})+\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Parts { get; }
}
