using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Where a REST CRM is told what happened, and what it calls the members; section <c>Journal</c> of the source.</summary>
public sealed partial class RestJournalOptions
{
    private const string BeginWithSlash = "begin with /";

    /// <summary>Where entries of a customer are created; holds <c>{id}</c>.</summary>
    public string ActivitiesPath { get; init; } = "/customers/{id}/activities";

    /// <summary>Where entries without a customer are created; empty: there are none.</summary>
    public string UnassignedPath { get; init; } = "";

    /// <summary>Where one entry is read and changed; holds <c>{activityId}</c>.</summary>
    public string ActivityPath { get; init; } = "/activities/{activityId}";

    /// <summary>Where an entry is found by its tracking id; holds <c>{trackingId}</c>. Empty: the <c>Idempotency-Key</c> has to do.</summary>
    public string FindPath { get; init; } = "";

    /// <summary>Where tasks of a customer are created; holds <c>{id}</c>.</summary>
    public string TasksPath { get; init; } = "/customers/{id}/tasks";

    /// <summary>Where tasks without a customer are created; empty: there are none.</summary>
    public string UnassignedTasksPath { get; init; } = "";

    /// <summary>Where a customer is changed; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>Where customers are created.</summary>
    public string CustomersPath { get; init; } = "/customers";

    /// <summary>Where a user is found; holds <c>{email}</c>. Empty: nobody is.</summary>
    public string OwnerPath { get; init; } = "";

    /// <summary>Member with the id, in every answer.</summary>
    public string IdMember { get; init; } = "id";

    /// <summary>Characters that notes may have.</summary>
    public int LongestNotes { get; init; } = 32_000;

    /// <summary>An entry's fields to the members that hold them.</summary>
    public IReadOnlyDictionary<string, string> Entry { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EntryFields.TrackingId] = "tracking_id",
        ["sourceSystem"] = "source_system",
        ["interactionId"] = "interaction_id",
        [EntryFields.Customer] = "contact_id",
        ["type"] = "activity_type",
        ["direction"] = "direction",
        ["status"] = "status",
        [EntryFields.StartedAt] = "timestamp",
        ["endedAt"] = "ended_at",
        ["duration"] = "duration",
        ["talkTime"] = "talk_time",
        ["holdTime"] = "hold_time",
        ["queue"] = "queue",
        ["agents"] = "agents",
        ["outcome"] = "outcome",
        ["notes"] = "notes",
        ["customerNumber"] = "customer_number",
        ["ownNumber"] = "own_number",
        ["link"] = "link",
        ["matches"] = "matches",
        [EntryFields.Owner] = "owner_id",
    };

    /// <summary>A task's.</summary>
    public IReadOnlyDictionary<string, string> Task { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EntryFields.TrackingId] = "tracking_id",
        [EntryFields.Customer] = "customer_id",
        ["title"] = "title",
        ["text"] = "notes",
        ["dueAt"] = "due_date",
        ["priority"] = "priority",
        [EntryFields.Owner] = "owner_id",
    };

    /// <summary>What a customer's record says of the last contact.</summary>
    public IReadOnlyDictionary<string, string> LastContact { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EntryFields.TrackingId] = FieldNames.LeftOut,
        ["at"] = "last_contact_date",
        ["type"] = "last_contact_type",
        ["outcome"] = FieldNames.LeftOut,
        ["count"] = "contact_count",
        ["status"] = FieldNames.LeftOut,
        ["sourceSystem"] = FieldNames.LeftOut,
    };

    /// <summary>A new customer's.</summary>
    public IReadOnlyDictionary<string, string> Caller { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EntryFields.TrackingId] = "tracking_id",
        ["name"] = "name",
        ["phone"] = "phone",
        ["email"] = "email",
        ["sourceSystem"] = "source_system",
    };

    internal static RestJournalOptions Read(Settings settings)
    {
        var unset = new RestJournalOptions();
        return new()
        {
            ActivitiesPath = settings.Text(nameof(ActivitiesPath), "begin with / and hold {id}", unset.ActivitiesPath, PathWithId),
            UnassignedPath = settings.Text(nameof(UnassignedPath), BeginWithSlash, unset.UnassignedPath, AnyPath),
            ActivityPath = settings.Text(nameof(ActivityPath), "begin with / and hold {activityId}", unset.ActivityPath, PathWithActivityId),
            FindPath = settings.Text(nameof(FindPath), "begin with / and hold {trackingId}", unset.FindPath, PathWithTrackingId),
            TasksPath = settings.Text(nameof(TasksPath), "begin with / and hold {id}", unset.TasksPath, PathWithId),
            UnassignedTasksPath = settings.Text(nameof(UnassignedTasksPath), BeginWithSlash, unset.UnassignedTasksPath, AnyPath),
            CustomerPath = settings.Text(nameof(CustomerPath), "begin with / and hold {id}", unset.CustomerPath, PathWithId),
            CustomersPath = settings.Text(nameof(CustomersPath), BeginWithSlash, unset.CustomersPath, AnyPath),
            OwnerPath = settings.Text(nameof(OwnerPath), "begin with / and hold {email}", unset.OwnerPath, PathWithEmail),
            IdMember = settings.Text(nameof(IdMember), "name a member of the answers", unset.IdMember),
            LongestNotes = settings.Number(nameof(LongestNotes), unset.LongestNotes, 100, 1_000_000),
            Entry = FieldNames.Read(settings, nameof(Entry), unset.Entry, EntryFields.TrackingId),
            Task = FieldNames.Read(settings, nameof(Task), unset.Task, EntryFields.TrackingId),
            LastContact = FieldNames.Read(settings, nameof(LastContact), unset.LastContact),
            Caller = FieldNames.Read(settings, nameof(Caller), unset.Caller),
        };
    }

    [GeneratedRegex("^/", RegexOptions.None, 10_000)]
    private static partial Regex AnyPath { get; }

    [GeneratedRegex(@"^/.*\{id\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithId { get; }

    [GeneratedRegex(@"^/.*\{activityId\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithActivityId { get; }

    [GeneratedRegex(@"^/.*\{trackingId\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithTrackingId { get; }

    [GeneratedRegex(@"^/.*\{email\}", RegexOptions.None, 10_000)]
    private static partial Regex PathWithEmail { get; }
}
