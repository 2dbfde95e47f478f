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
