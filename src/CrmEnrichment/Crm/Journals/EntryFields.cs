using System.Globalization;

namespace CrmEnrichment.Crm.Journals;

/// <summary>What is known of an entry, a task, a last contact and a new customer, by field and as text: for CRMs whose names of them are configured.</summary>
internal static class EntryFields
{
    public const string TrackingId = "trackingId", Customer = "customer", Owner = "owner", StartedAt = "startedAt";

    /// <summary>Those whose text is a whole number: seconds, and counts.</summary>
    public static IReadOnlySet<string> Numbers { get; } = new HashSet<string>(StringComparer.Ordinal) { "duration", "talkTime", "holdTime", "matches", "count" };

    /// <summary>Without those that are not known.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="longestNotes">Characters that notes may have; longer ones are cut, and say so.</param>
    public static IReadOnlyDictionary<string, string> Of(JournalEntry entry, int longestNotes) => Known(
    [
        (TrackingId, entry.TrackingId),
        ("sourceSystem", entry.SourceSystem),
        ("interactionId", entry.InteractionId),
        (Customer, entry.Customer?.Id),
        ("type", TypeOf(entry.Media)),
        ("direction", DirectionOf(entry.Direction)),
        ("status", entry.IsAbandoned ? "abandoned" : entry.EndedAt is null ? "in_progress" : "completed"),
        (StartedAt, Time(entry.StartedAt)),
        ("endedAt", entry.EndedAt is { } end ? Time(end) : null),
        ("duration", Seconds(entry.Duration)),
        ("talkTime", Seconds(entry.TalkTime)),
        ("holdTime", Seconds(entry.HoldTime)),
        ("queue", entry.Queue),
        ("agents", EntryText.Agents(entry)),
        ("outcome", entry.Outcome),
        ("notes", BoundedText.Cut(EntryText.Notes(entry), longestNotes)),
        ("customerNumber", entry.CustomerNumber),
        ("ownNumber", entry.OwnNumber),
        ("link", entry.Link?.AbsoluteUri),
        ("matches", Number(entry.Matches)),
        (Owner, entry.OwnerId),
    ]);

    /// <inheritdoc cref="Of(JournalEntry, int)"/>
    public static IReadOnlyDictionary<string, string> Of(FollowUpTask task, int longestNotes) => Known(
    [
        (TrackingId, task.TrackingId),
        (Customer, task.Customer?.Id),
        ("title", task.Title),
        ("text", BoundedText.Cut(task.Text ?? "", longestNotes)),
        ("dueAt", Time(task.DueAt)),
        ("priority", task.Priority switch { TaskPriority.High => "high", TaskPriority.Low => "low", _ => "normal" }),
        (Owner, task.OwnerId),
    ]);

    public static IReadOnlyDictionary<string, string> Of(LastContact contact) => Known(
    [
        (TrackingId, contact.TrackingId),
        ("at", Time(contact.At)),
        ("type", contact.Type),
        ("outcome", contact.Outcome),
        ("count", Number(contact.Count)),
        ("status", contact.Status),
        ("sourceSystem", contact.SourceSystem),
    ]);

    public static IReadOnlyDictionary<string, string> Of(NewCustomer customer) => Known(
    [
        (TrackingId, customer.TrackingId),
        ("name", customer.Name),
        ("phone", customer.Phone),
        ("email", customer.Email),
        ("sourceSystem", customer.SourceSystem),
    ]);

    /// <summary>UTC, to the second: <c>2026-11-28T14:30:00Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string TypeOf(EntryMedia media) => media switch
    {
        EntryMedia.Chat => "chat",
        EntryMedia.Message => "message",
        EntryMedia.Email => "email",
        _ => "phone_call",
    };

    private static string? DirectionOf(EntryDirection direction) => direction switch
    {
        EntryDirection.Inbound => "inbound",
        EntryDirection.Outbound => "outbound",
        _ => null,
    };

    private static string Seconds(TimeSpan time) => Number((long)Math.Max(0, time.TotalSeconds));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Known(IEnumerable<(string Field, string? Text)> fields) =>
        fields.Where(field => !string.IsNullOrEmpty(field.Text)).ToDictionary(field => field.Field, field => field.Text!, StringComparer.Ordinal);
}
