using System.Text;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The one query that we write.</summary>
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
