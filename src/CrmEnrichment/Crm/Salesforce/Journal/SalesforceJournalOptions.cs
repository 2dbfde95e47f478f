using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>What is written after the call, section <c>Crm:Sources:N:Salesforce:Journal</c>.</summary>
public sealed partial class SalesforceJournalOptions
{
    private const string DefaultField = "CrmEnrichment_Tracking_Id__c";
    private const string NameFix = "name a field by its API name";
    private const string NamesFix = "name fields of customers, such as Contact.Last_Call__c|Lead.Last_Call__c";

    /// <summary>The unique external id of activities and leads that holds our tracking id.</summary>
    public string ExternalIdField { get; init; } = DefaultField;

    /// <summary>Whether records are written under <see cref="ExternalIdField"/>: exactly once. False: created plainly, and looked for in <c>CallObject</c> before that.</summary>
    public bool Upsert { get; init; } = true;

    /// <summary>The status of an entry; a value of the organisation's picklist.</summary>
    public string CompletedStatus { get; init; } = "Completed";

    /// <summary>The status of a task that is to be done.</summary>
    public string OpenStatus { get; init; } = "Not Started";

    /// <summary>The company of a lead that is created for a caller whom nobody knows; leads must have one.</summary>
    public string LeadCompany { get; init; } = "Unknown";

    /// <summary>Fields for the last contact, by <see cref="LastContactFields.Names"/>: <c>Contact.Last_Call__c|Lead.Last_Call__c</c>. What is not named is not written.</summary>
    public IReadOnlyDictionary<string, string> LastContact { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal static SalesforceJournalOptions Read(Settings settings) => new()
    {
        ExternalIdField = settings.Text(nameof(ExternalIdField), NameFix, DefaultField, Name),
        Upsert = settings.Flag(nameof(Upsert), fallback: true),
        CompletedStatus = settings.Text(nameof(CompletedStatus), "name a status of tasks", "Completed"),
        OpenStatus = settings.Text(nameof(OpenStatus), "name a status of tasks", "Not Started"),
        LeadCompany = settings.Text(nameof(LeadCompany), "name a company", "Unknown"),
        LastContact = LastContactFields.Read(settings, nameof(LastContact), Names, NamesFix),
    };

    /// <returns>By our name, the fields of this type.</returns>
    internal IReadOnlyDictionary<string, string> FieldsOf(string type) =>
        LastContact
            .Select(field => (field.Key, Name: field.Value.Split('|').FirstOrDefault(name => name.StartsWith($"{type}.", StringComparison.Ordinal))))
            .Where(field => field.Name is not null)
            .ToDictionary(field => field.Key, field => field.Name![(type.Length + 1)..], StringComparer.Ordinal);

    /// <summary>What is said where the field is not there.</summary>
    internal string NoExternalId => $"Salesforce has no external id '{ExternalIdField}' of activities or of leads, or hides it from the integration user. Create it (docs/crm/salesforce.md), or set Crm__Sources__N__Salesforce__Journal__Upsert to {bool.FalseString}.";

    /// <summary>It becomes part of paths and queries.</summary>
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,79}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\A(Contact|Lead|Account)\.[A-Za-z][A-Za-z0-9_]{0,79}(\|(Contact|Lead|Account)\.[A-Za-z][A-Za-z0-9_]{0,79})*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names { get; }
}
