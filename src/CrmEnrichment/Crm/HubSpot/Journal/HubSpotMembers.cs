using System.Globalization;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Entries and tasks as HubSpot's properties.</summary>
internal sealed class HubSpotMembers(HubSpotJournalOptions options)
{
    public const string Owner = "hubspot_owner_id";

    /// <summary>Titles are one line of a list.</summary>
    private const int LongestTitle = 255;

    private const string Time = "hs_timestamp";

    public IReadOnlyDictionary<string, string> Of(JournalEntry entry)
    {
        var (title, body) = (EntryText.Title(entry), EntryText.Body(entry));
        return entry.Media is not EntryMedia.Call
            ? Known((Time, LastContactFields.Iso(entry.StartedAt)), ("hs_note_body", HubSpotHtml.Write($"{BoundedText.Clean(title)}\n{body}")), (Owner, entry.OwnerId))
            : Known(
                (Time, LastContactFields.Iso(entry.StartedAt)),
                ("hs_call_title", BoundedText.Line(title, LongestTitle)),
                ("hs_call_body", HubSpotHtml.Write(body)),
                ("hs_call_duration", entry.EndedAt is null ? null : ((long)entry.Duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
                ("hs_call_direction", entry.Direction switch { EntryDirection.Inbound => "INBOUND", EntryDirection.Outbound => "OUTBOUND", _ => null }),
                ("hs_call_status", Status(entry)),
                ("hs_call_disposition", options.DispositionOf(entry.Outcome)),
                ("hs_call_from_number", entry.Direction is EntryDirection.Outbound ? entry.OwnNumber : entry.CustomerNumber),
                ("hs_call_to_number", entry.Direction is EntryDirection.Outbound ? entry.CustomerNumber : entry.OwnNumber),
                ("hs_call_recording_url", entry.Link is { IsAbsoluteUri: true, Scheme: "https" } link ? link.AbsoluteUri : null),
                (Owner, entry.OwnerId));
    }

    public static IReadOnlyDictionary<string, string> Of(FollowUpTask task) => Known(
        (Time, LastContactFields.Iso(task.DueAt)),
        ("hs_task_subject", BoundedText.Line(task.Title, LongestTitle)),
        ("hs_task_body", task.Text is { } text ? HubSpotHtml.Write(BoundedText.Clean(text)) : null),
        ("hs_task_status", "NOT_STARTED"),
        ("hs_task_priority", task.Priority switch { TaskPriority.High => "HIGH", TaskPriority.Low => "LOW", _ => "MEDIUM" }),
        ("hs_task_type", "TODO"),
        (Owner, task.OwnerId));

    /// <summary>Nobody answered: the customer left, or our call was not taken. An end that was never seen leaves the status open.</summary>
    private static string? Status(JournalEntry entry) => entry switch
    {
        { EndedAt: null } => null,
        { Agents.Count: 0 } => "NO_ANSWER",
        _ => "COMPLETED",
    };

    private static Dictionary<string, string> Known(params (string Name, string? Value)[] members) => members
        .Where(member => !string.IsNullOrEmpty(member.Value)).ToDictionary(member => member.Name, member => member.Value!, StringComparer.Ordinal);
}
