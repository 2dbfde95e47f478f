namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>What writing needs, as a 403 asks for it.</summary>
internal static class SalesforceRights
{
    public const string Write = "the integration user API Enabled, Edit Tasks, Edit on contacts, leads and accounts, and Edit on the fields that are written";
}
