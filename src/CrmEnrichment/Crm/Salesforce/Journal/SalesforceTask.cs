using System.Globalization;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>Entries and tasks as fields of <c>Task</c>, within their lengths.</summary>
internal static class SalesforceTask
{
    public const string Type = "Task", Owner = "OwnerId", Person = "WhoId", Account = "WhatId", Subtype = "TaskSubtype";

    /// <summary>Holds our tracking id in every case, and can be searched without a field of our own.</summary>
    public const string TrackingId = "CallObject";

    private const int LongestText = 255, LongestDescription = 32_000;

    public static IReadOnlyDictionary<string, string> Of(JournalEntry entry, SalesforceJournalOptions options)
    {
        var isCall = entry.Media is EntryMedia.Call;
        return Known(
            (Subtype, isCall ? "Call" : entry.Media is EntryMedia.Email ? "Email" : "Task"),
            ("Subject", BoundedText.Line(EntryText.Title(entry), LongestText)),
            ("Status", options.CompletedStatus),
            ("Priority", "Normal"),
            ("ActivityDate", Day(entry.StartedAt)),
            (Person, Of(entry.Customer, isAccount: false)),
            (Account, Of(entry.Customer, isAccount: true)),
            (Owner, entry.OwnerId),
            ("CallDurationInSeconds", isCall && entry.EndedAt is not null ? ((long)entry.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null),
            ("CallType", isCall && entry.Direction is not EntryDirection.Unknown ? $"{entry.Direction}" : null),
            ("CallDisposition", entry.Outcome is { } outcome ? BoundedText.Line(outcome, LongestText) : null),
            (TrackingId, entry.TrackingId),
            ("Description", BoundedText.Cut(EntryText.Body(entry), LongestDescription)));
    }

    public static IReadOnlyDictionary<string, string> Of(FollowUpTask task, SalesforceJournalOptions options) => Known(
        (Subtype, "Task"),
        ("Subject", BoundedText.Line(task.Title, LongestText)),
        ("Status", options.OpenStatus),
        ("Priority", $"{task.Priority}"),
        ("ActivityDate", Day(task.DueAt)),
        (Person, Of(task.Customer, isAccount: false)),
        (Account, Of(task.Customer, isAccount: true)),
        (Owner, task.OwnerId),
        (TrackingId, task.TrackingId),
        ("Description", task.Text is { } text ? BoundedText.Cut(BoundedText.Clean(text), LongestDescription) : null));

    /// <summary>Contacts and leads are persons, an account is what it is about.</summary>
    private static string? Of(CustomerRef? customer, bool isAccount) =>
        customer is { Id: var id } && SalesforceRecordId.TypeOf(id) is { } type && type is "Account" == isAccount ? id : null;

    /// <summary>In UTC: a task has a day, and no time.</summary>
    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Known(params (string Name, string? Value)[] fields) => fields
        .Where(field => !string.IsNullOrEmpty(field.Value)).ToDictionary(field => field.Name, field => field.Value!, StringComparer.Ordinal);
}
