using System.Globalization;

namespace CrmEnrichment.Crm.Journals;

/// <summary>An entry in words, for what a CRM has no member for.</summary>
internal static class EntryText
{
    /// <summary><c>Inbound call: Sale made</c>.</summary>
    public static string Title(JournalEntry entry) => string.Concat(
        entry.Direction is EntryDirection.Unknown ? "" : $"{entry.Direction} ",
        entry.Direction is EntryDirection.Unknown ? $"{entry.Media}" : Lower(entry.Media),
        entry.IsAbandoned ? ", abandoned" : "",
        entry.Outcome is null ? "" : $": {entry.Outcome}");

    /// <summary>A line for each fact. The notes come last, so that they are what is cut where all is too long.</summary>
    public static string Body(JournalEntry entry) => BoundedText.Clean(string.Join('\n', Lines(entry)));

    /// <returns>Everyone who talked, by name, else by id; null for nobody.</returns>
    public static string? Agents(JournalEntry entry) => entry.Agents.Count == 0 ? null : string.Join(", ", entry.Agents.Select(agent => agent.Name ?? agent.Id));

    /// <summary>The notes; before them, so that it is never cut off, that several customers share the number.</summary>
    public static string Notes(JournalEntry entry) => string.Join('\n', new[] { Shared(entry), entry.Notes }.Where(line => !string.IsNullOrEmpty(line)));

    /// <returns>Null where only one customer has the number.</returns>
    public static string? Shared(JournalEntry entry) => entry.Matches > 1 ? $"{entry.Matches} customers share this number." : null;

    private static IEnumerable<string> Lines(JournalEntry entry)
    {
        if (Shared(entry) is { } shared)
        {
            yield return $"{shared} Check that this is the right one.";
        }

        if (entry.IsAbandoned)
        {
            yield return "The customer left before anybody answered.";
        }

        foreach (var (name, value) in Facts(entry).Where(fact => !string.IsNullOrWhiteSpace(fact.Value)))
        {
            yield return $"{name}: {value}";
        }

        if (!string.IsNullOrWhiteSpace(entry.Notes))
        {
            yield return $"Notes:\n{entry.Notes}";
        }
    }

    private static IEnumerable<(string Name, string? Value)> Facts(JournalEntry entry) =>
    [
        ("Outcome", entry.Outcome),
        ("Queue", entry.Queue),
        ("Agents", string.Join(", ", entry.Agents.Select(agent => $"{agent.Name ?? agent.Id} ({Length(agent.TalkTime)})"))),
        ("Start", Time(entry.StartedAt)),
        ("End", entry.EndedAt is { } end ? Time(end) : null),
        ("Talk time", entry.TalkTime > TimeSpan.Zero ? Length(entry.TalkTime) : null),
        ("Hold time", entry.HoldTime > TimeSpan.Zero ? Length(entry.HoldTime) : null),
        ("Customer's number or address", entry.CustomerNumber),
        ("Our number or address", entry.OwnNumber),
        ("Link", entry.Link is { IsAbsoluteUri: true, Scheme: "https" or "http" } link ? link.AbsoluteUri : null),
        ("Source system", entry.SourceSystem),
        ("Interaction", entry.InteractionId),
        ("Tracking id", entry.TrackingId),
    ];

    private static string Lower(EntryMedia media) => media.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{(long)length.TotalHours}:{length:mm\\:ss}");
}
