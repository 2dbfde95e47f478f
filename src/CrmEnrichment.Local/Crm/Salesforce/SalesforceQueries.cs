using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>The queries that the product writes, and no others.</summary>
internal sealed partial class SalesforceQueries(SalesforceStore store)
{
    /// <returns>Null for a query that the product does not write.</returns>
    public (int Status, JsonNode? Body)? Answer(string soql) =>
        AccountWithOpportunity.Match(soql) is { Success: true } account ? (200, Account(account))
        : First.Match(soql) is { Success: true } first ? FirstOf(first)
        : ActiveUser.Match(soql) is { Success: true } user ? (200, List([.. Users(Unquote(user.Groups["email"].Value))]))
        : null;

    /// <returns>The same for a query among deleted records, too.</returns>
    public (int Status, JsonNode? Body)? AnswerAll(string soql) => Successor.Match(soql) is { Success: true } query
        ? (200, List([.. (store.FindDeleted(query.Groups["type"].Value, query.Groups["id"].Value) ?? store.Find(query.Groups["type"].Value, query.Groups["id"].Value)) is { } found
            ? new[] { Show(found.Type, found.Record, query.Groups["fields"].Value.Split(", ")) }
            : []]))
        : null;

    public static JsonObject Show(string type, JsonObject record, IReadOnlyList<string> asked)
    {
        var shown = new JsonObject(asked.Distinct(StringComparer.Ordinal).Select(field => KeyValuePair.Create(field, record[field]?.DeepClone())));
        shown["attributes"] = new JsonObject { ["type"] = type, ["url"] = $"/services/data/{PretendSalesforce.Version}/sobjects/{type}/{record["Id"]}" };
        return shown;
    }

    private (int Status, JsonNode? Body) FirstOf(Match query)
    {
        var (type, fields) = (query.Groups["type"].Value, query.Groups["fields"].Value.Split(", "));
        if (fields.Append(query.Groups["field"].Value).FirstOrDefault(store.HiddenFields.Contains) is { } hidden)
        {
            return (400, SalesforceRules.Error("INVALID_FIELD", $"No such column '{hidden}' on entity '{type}'."));
        }

        return (200, List(store.Find(type, query.Groups["field"].Value, Unquote(query.Groups["value"].Value)) is { } found ? [Show(type, found, fields)] : []));
    }

    private IEnumerable<JsonNode> Users(string email) => store.Of("User").Values
        .Where(user => string.Equals(user["Email"]?.ToString(), email, StringComparison.OrdinalIgnoreCase) && user["IsActive"]!.GetValue<bool>()).Take(1)
        .Select(user => Show("User", user, ["Id"]));

    private JsonObject Account(Match query)
    {
        if (store.Find("Account", query.Groups["id"].Value) is not { Record: var account })
        {
            return List([]);
        }

        var shown = Show("Account", account, query.Groups["account"].Value.Split(", "));
        if (query.Groups["opportunity"] is { Success: true } asked)
        {
            var open = store.Of("Opportunity").Values.FirstOrDefault(record => JsonNode.DeepEquals(record["AccountId"], account["Id"]) && record["IsClosed"]!.GetValue<bool>() is false);
            shown["Opportunities"] = open is null ? null : List([Show("Opportunity", open, asked.Value.Split(", "))]);
        }

        return List([shown]);
    }

    private static string Unquote(string literal) => literal.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static JsonObject List(JsonNode[] records) => new() { ["totalSize"] = records.Length, ["done"] = true, ["records"] = new JsonArray(records) };

    [GeneratedRegex(@"^SELECT (?<account>[\w, ]+?)(, \(SELECT (?<opportunity>[\w, ]+) FROM Opportunities WHERE IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1\))? FROM Account WHERE Id = '(?<id>\w{15,18})'$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AccountWithOpportunity { get; }

    [GeneratedRegex(@"^SELECT (?<fields>[\w, ]+) FROM (?<type>\w+) WHERE (?<field>\w+) = '(?<value>([^'\\]|\\.)*)' ORDER BY CreatedDate LIMIT 1$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex First { get; }

    [GeneratedRegex(@"^SELECT Id FROM User WHERE \(Email = '(?<email>([^'\\]|\\.)*)' OR FederationIdentifier = '\k<email>'\) AND IsActive = true AND UserType = 'Standard' ORDER BY CreatedDate LIMIT 1$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ActiveUser { get; }

    [GeneratedRegex(@"^SELECT (?<fields>MasterRecordId(, ConvertedContactId)?) FROM (?<type>Contact|Lead|Account) WHERE Id = '(?<id>\w{15,18})'$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Successor { get; }
}
