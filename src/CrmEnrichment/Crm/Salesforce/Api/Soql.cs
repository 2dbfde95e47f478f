using System.Globalization;
using System.Text;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The queries that we write.</summary>
/// <remarks>Names come from the configuration, which checks them; the id from outside, which is why it is quoted although it is checked.</remarks>
internal static class Soql
{
    /// <summary>The account, and of its open opportunities the one changed last.</summary>
    public static string AccountWithOpportunity(string accountId, IReadOnlyList<string> account, IReadOnlyList<string> opportunity)
    {
        var fields = account.Prepend("Id").Distinct(StringComparer.OrdinalIgnoreCase);
        if (opportunity.Count > 0)
        {
            fields = fields.Append($"(SELECT {string.Join(", ", opportunity)} FROM Opportunities WHERE IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1)");
        }

        return $"SELECT {string.Join(", ", fields)} FROM Account WHERE Id = {Quote(accountId)}";
    }

    /// <summary>The first record whose field is exactly the value.</summary>
    public static string First(IEnumerable<string> fields, string type, string field, string value) =>
        $"SELECT {string.Join(", ", fields.Prepend("Id").Distinct(StringComparer.OrdinalIgnoreCase))} FROM {type} WHERE {field} = {Quote(value)} ORDER BY CreatedDate LIMIT 1";

    /// <summary>People of the organisation, not customers who log in to a site.</summary>
    public static string ActiveUser(string email) =>
        $"SELECT Id FROM User WHERE (Email = {Quote(email)} OR FederationIdentifier = {Quote(email)}) AND IsActive = true AND UserType = 'Standard' ORDER BY CreatedDate LIMIT 1";

    /// <summary>Which record is left of one that was merged, or made of a lead that was converted.</summary>
    public static string Successor(string type, string id) =>
        $"SELECT MasterRecordId{(type is "Lead" ? ", ConvertedContactId" : "")} FROM {type} WHERE Id = {Quote(id)}";

    /// <summary>Of the open opportunities of an account, or of a contact's account, the one changed last.</summary>
    public static string OpenOpportunity(string type, string id) =>
        $"SELECT Id FROM Opportunity WHERE IsClosed = false AND AccountId {(type is "Account" ? $"= {Quote(id)}" : $"IN (SELECT AccountId FROM Contact WHERE Id = {Quote(id)} AND AccountId != null)")} ORDER BY LastModifiedDate DESC LIMIT 1";

    /// <summary>Cases by any of these numbers.</summary>
    public static string CasesByNumber(IEnumerable<string> fields, IEnumerable<string> numbers) =>
        $"SELECT {string.Join(", ", fields)} FROM Case WHERE CaseNumber IN ({string.Join(", ", numbers.Select(Quote))}) LIMIT 3";

    public static string CaseById(IEnumerable<string> fields, string id) => $"SELECT {string.Join(", ", fields)} FROM Case WHERE Id = {Quote(id)}";

    /// <summary>Of a case, the newest first. Their text cannot be filtered by.</summary>
    public static string CaseComments(string caseId, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT Id, CommentBody FROM CaseComment WHERE ParentId = {Quote(caseId)} ORDER BY CreatedDate DESC, Id DESC LIMIT {most}");

    /// <summary>Cases that came from an address, the newest first.</summary>
    public static string CasesOfSender(string address, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT Id, Description FROM Case WHERE SuppliedEmail = {Quote(address)} ORDER BY CreatedDate DESC, Id DESC LIMIT {most}");

    /// <summary>The paths of a record's files, the newest first.</summary>
    public static string FilesOf(string id) =>
        $"SELECT ContentDocument.LatestPublishedVersion.PathOnClient FROM ContentDocumentLink WHERE LinkedEntityId = {Quote(id)} ORDER BY SystemModstamp DESC LIMIT 200";

    /// <summary>Two are as good as many: then nobody knows whose it is.</summary>
    public static string ContactsByEmail(string address) => $"SELECT Id FROM Contact WHERE Email = {Quote(address)} LIMIT 2";

    /// <summary>A text as a literal, whatever is in it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'", text.Length + 2);
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '\\' => @"\\",
                '\'' => @"\'",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                _ => c.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }
}
