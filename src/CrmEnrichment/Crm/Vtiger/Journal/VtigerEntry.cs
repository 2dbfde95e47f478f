using System.Globalization;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>Entries and tasks as Vtiger's fields. Dates and times are raw UTC; what has 4 bytes in UTF-8 Vtiger would turn into question marks.</summary>
internal static class VtigerEntry
{
    /// <summary>In the place of the field for the customer, which depends on the module of the record.</summary>
    public const string Customer = "customer";

    public const string Owner = "assigned_user_id", Events = "Events", PbxManager = "PBXManager", SourceUuid = "sourceuuid";

    private const int LongestSubject = 250, LongestTracking = 150, MostDescriptionBytes = 65_000;

    private static readonly TimeSpan s_taskLength = TimeSpan.FromMinutes(15);

    /// <summary>An event of the calendar.</summary>
    public static IReadOnlyDictionary<string, string> Event(JournalEntry entry, VtigerJournalOptions options)
    {
        var end = End(entry);
        var length = end - entry.StartedAt;
        return Known(
        [
            ("subject", BoundedText.Cut(Subject(entry), LongestSubject)),
            ("activitytype", entry.Media is EntryMedia.Call ? "Call" : options.DigitalType),
            ("eventstatus", entry.IsAbandoned ? "Not Held" : entry.EndedAt is null ? "Planned" : "Held"),
            ("date_start", Date(entry.StartedAt)),
            ("time_start", Time(entry.StartedAt)),
            ("due_date", Date(end)),
            ("time_end", Time(end)),
            ("duration_hours", Number((long)length.TotalHours)),
            ("duration_minutes", Number(length.Minutes)),
            (Customer, entry.Customer?.Id),
            ("description", Description(entry)),
            (options.TrackingField, BoundedText.Cut(entry.TrackingId, LongestTracking)),

            // The owner's calendar is private: what is given away before it is complete could not be completed.
            (Owner, options.HandOver && entry.IsComplete ? entry.OwnerId : null),
        ]);
    }

    /// <summary>A call of the telephone system. It has no place for outcome and notes.</summary>
    public static IReadOnlyDictionary<string, string> Call(JournalEntry entry) => Known(
    [
        ("direction", entry.Direction is EntryDirection.Outbound ? "outbound" : "inbound"),
        ("callstatus", entry.IsAbandoned ? "no-answer" : entry.EndedAt is not null ? "completed" : entry.Agents.Count > 0 ? "in-progress" : "ringing"),
        ("customernumber", entry.CustomerNumber ?? "anonymous"),
        (Customer, entry.Customer?.Id),
        ("user", entry.OwnerId),
        ("starttime", DateAndTime(entry.StartedAt)),
        ("endtime", entry.EndedAt is null ? null : DateAndTime(End(entry))),
        ("totalduration", Number((long)(End(entry) - entry.StartedAt).TotalSeconds)),
        ("billduration", Number((long)Math.Max(0, entry.TalkTime.TotalSeconds))),
        ("recordingurl", entry.Link?.AbsoluteUri),
        ("gateway", entry.SourceSystem),
        (SourceUuid, entry.TrackingId),
    ]);

    /// <summary>A planned event: what was recorded of Vtiger, which has other tasks too.</summary>
    public static IReadOnlyDictionary<string, string> Task(FollowUpTask task, VtigerJournalOptions options) => Known(
    [
        ("subject", BoundedText.Cut(task.Title, LongestSubject)),
        ("activitytype", "Call"),
        ("eventstatus", "Planned"),
        ("taskpriority", task.Priority switch { TaskPriority.High => "High", TaskPriority.Low => "Low", _ => "Medium" }),
        ("date_start", Date(task.DueAt)),
        ("time_start", Time(task.DueAt)),
        ("due_date", Date(task.DueAt + s_taskLength)),
        ("time_end", Time(task.DueAt + s_taskLength)),
        ("duration_hours", "0"),
        ("duration_minutes", Number(s_taskLength.Minutes)),
        (Customer, task.Customer?.Id),
        ("description", BoundedText.CutBytes(task.Text ?? "", MostDescriptionBytes)),
        (options.TrackingField, BoundedText.Cut(task.TrackingId, LongestTracking)),
    ]);

    public static string DateAndTime(DateTimeOffset time) => $"{Date(time)} {Time(time)}";

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Vtiger takes an end before the start, and makes negative hours of it.</summary>
    private static DateTimeOffset End(JournalEntry entry) => entry.EndedAt is { } end && end > entry.StartedAt ? end : entry.StartedAt;

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Subject(JournalEntry entry) => string.Join(
        ", ",
        new[] { $"{(entry.Direction is EntryDirection.Unknown ? "" : $"{entry.Direction} ")}{entry.Media.ToString().ToLowerInvariant()}", entry.CustomerNumber, entry.Outcome }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Description(JournalEntry entry)
    {
        var lines = new[]
        {
            EntryText.Shared(entry),
            Line("Outcome", entry.Outcome),
            Line("Agents", EntryText.Agents(entry)),
            Line("Queue", entry.Queue),
            Line("Talk time", $"{Number((long)entry.TalkTime.TotalSeconds)} s"),
            Line("Hold time", $"{Number((long)entry.HoldTime.TotalSeconds)} s"),
            Line("Own number", entry.OwnNumber),
            Line("Link", entry.Link?.AbsoluteUri),
            Line("Source", entry.SourceSystem),
            Line("Tracking id", entry.TrackingId),
            entry.Notes?.Any(char.IsSurrogate) is true ? "Characters that Vtiger cannot store, such as emoji, are shown as \uFFFD." : null,
            entry.Notes,
        };
        return BoundedText.CutBytes(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))), MostDescriptionBytes);
    }

    private static string? Line(string name, string? text) => string.IsNullOrEmpty(text) ? null : $"{name}: {text}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Known(IEnumerable<(string Field, string? Text)> fields) =>
        fields.Where(field => !string.IsNullOrEmpty(field.Text)).ToDictionary(field => field.Field, field => BoundedText.OfThreeBytes(field.Text!), StringComparer.Ordinal);
}
