using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>The queries that the product writes, and no others.</summary>
internal sealed partial class SalesforceQueries(SalesforceStore store)
{
    /// <returns>Null for a query that the product does not write.</returns>
    public (int Status, JsonNode? Body)? Answer(string soql) =>
        AccountWithOpportunity.Match(soql) is { Success: true } account ? (200, Account(account))
        : OpenOpportunity.Match(soql) is { Success: true } opportunity ? (200, Open(opportunity.Groups["account"] is { Success: true } own ? own.Value : AccountOf(opportunity.Groups["contact"].Value)))
        : First.Match(soql) is { Success: true } first ? FirstOf(first)
        : Case.Match(soql) is { Success: true } cases ? Cases(cases)
        : CasesOfSender.Match(soql) is { Success: true } sender ? (200, OfSender(sender))
        : ContactsByEmail.Match(soql) is { Success: true } contact ? (200, List([.. store.Of("Contact").Values
            .Where(record => string.Equals(record["Email"]?.ToString(), Unquote(contact.Groups["email"].Value), StringComparison.OrdinalIgnoreCase)).Take(2).Select(record => Show("Contact", record, ["Id"]))]))
        : FilesOf.Match(soql) is { Success: true } files ? (200, List([.. store.Of("ContentVersion").Values
            .Where(file => string.Equals(file["FirstPublishLocationId"]?.ToString(), files.Groups["id"].Value, StringComparison.Ordinal))
            .Select(file => new JsonObject { ["ContentDocument"] = new JsonObject { ["LatestPublishedVersion"] = new JsonObject { ["PathOnClient"] = file["PathOnClient"]!.ToString() } } })]))
        : CaseComments.Match(soql) is { Success: true } comments ? (200, Comments(comments))
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

    private (int Status, JsonNode? Body) Cases(Match query)
    {
        var fields = query.Groups["fields"].Value.Split(", ");
        if (fields.FirstOrDefault(store.HiddenFields.Contains) is { } hidden)
        {
            return (400, SalesforceRules.Error("INVALID_FIELD", $"No such column '{hidden}' on entity 'Case'."));
        }

        var numbers = query.Groups["number"].Captures.Select(number => Unquote(number.Value)).ToHashSet(StringComparer.Ordinal);
        return (200, List([.. store.Of("Case").Values
            .Where(record => query.Groups["id"] is { Success: true } id ? string.Equals(record["Id"]!.ToString(), id.Value, StringComparison.Ordinal) : numbers.Contains(record["CaseNumber"]?.ToString() ?? ""))
            .Select(record => WithParents(record, fields))]));
    }

    /// <summary>A record that is named comes with its own fields: <c>Contact.Email</c> is in <c>Contact</c>, which is null where none is named.</summary>
    private JsonObject WithParents(JsonObject record, string[] fields)
    {
        var shown = Show("Case", record, [.. fields.Where(field => !field.Contains('.', StringComparison.Ordinal))]);
        foreach (var parent in fields.Where(field => field.Contains('.', StringComparison.Ordinal)).GroupBy(field => field.Split('.')[0], StringComparer.Ordinal))
        {
            shown[parent.Key] = store.Find(parent.Key, record[$"{parent.Key}Id"]?.ToString() ?? "") is { Record: var found } ? Show(parent.Key, found, [.. parent.Select(field => field.Split('.')[1])]) : null;
        }

        return shown;
    }

    private JsonObject OfSender(Match query) => List([.. store.Of("Case").Values
        .Where(record => string.Equals(record["SuppliedEmail"]?.ToString(), Unquote(query.Groups["email"].Value), StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(record => record["CreatedDate"]?.ToString(), StringComparer.Ordinal).ThenByDescending(record => record["Id"]!.ToString(), StringComparer.Ordinal)
        .Take(int.Parse(query.Groups["most"].Value, CultureInfo.InvariantCulture)).Select(record => Show("Case", record, ["Id", "Description"]))]);

    private JsonObject Comments(Match query) => List([.. store.Of("CaseComment").Values
        .Where(comment => string.Equals(comment["ParentId"]?.ToString(), query.Groups["id"].Value, StringComparison.Ordinal))
        .OrderByDescending(comment => comment["CreatedDate"]!.ToString(), StringComparer.Ordinal).ThenByDescending(comment => comment["Id"]!.ToString(), StringComparer.Ordinal)
        .Take(int.Parse(query.Groups["most"].Value, CultureInfo.InvariantCulture)).Select(comment => Show("CaseComment", comment, ["Id", "CommentBody"]))]);

    /// <summary>The one changed last.</summary>
    private JsonObject Open(string? account) => List([.. store.Of("Opportunity").Values
        .Where(record => account is not null && string.Equals(record["AccountId"]?.ToString(), account, StringComparison.Ordinal) && record["IsClosed"]!.GetValue<bool>() is false)
        .OrderByDescending(record => record["LastModifiedDate"]?.ToString(), StringComparer.Ordinal).Take(1).Select(record => Show("Opportunity", record, ["Id"]))]);

    private string? AccountOf(string contact) => store.Find("Contact", contact)?.Record["AccountId"]?.ToString();

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

    [GeneratedRegex(@"^SELECT Id FROM Opportunity WHERE IsClosed = false AND AccountId (= '(?<account>\w{15,18})'|IN \(SELECT AccountId FROM Contact WHERE Id = '(?<contact>\w{15,18})' AND AccountId != null\)) ORDER BY LastModifiedDate DESC LIMIT 1$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OpenOpportunity { get; }

    [GeneratedRegex(@"^SELECT (?<fields>[\w., ]+) FROM Case WHERE (CaseNumber IN \('(?<number>[\w-]+)'(, '(?<number>[\w-]+)')*\) LIMIT 3|Id = '(?<id>\w{15,18})')$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Case { get; }

    [GeneratedRegex(@"^SELECT Id, CommentBody FROM CaseComment WHERE ParentId = '(?<id>\w{15,18})' ORDER BY CreatedDate DESC, Id DESC LIMIT (?<most>[0-9]{1,3})$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CaseComments { get; }

    [GeneratedRegex(@"^SELECT Id, Description FROM Case WHERE SuppliedEmail = '(?<email>([^'\\]|\\.)*)' ORDER BY CreatedDate DESC, Id DESC LIMIT (?<most>[0-9]{1,3})$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex CasesOfSender { get; }

    [GeneratedRegex(@"^SELECT Id FROM Contact WHERE Email = '(?<email>([^'\\]|\\.)*)' LIMIT 2$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ContactsByEmail { get; }

    [GeneratedRegex(@"^SELECT ContentDocument.LatestPublishedVersion.PathOnClient FROM ContentDocumentLink WHERE LinkedEntityId = '(?<id>\w{15,18})' ORDER BY SystemModstamp DESC LIMIT 200$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FilesOf { get; }

    [GeneratedRegex(@"^SELECT Id FROM User WHERE \(Email = '(?<email>([^'\\]|\\.)*)' OR FederationIdentifier = '\k<email>'\) AND IsActive = true AND UserType = 'Standard' ORDER BY CreatedDate LIMIT 1$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ActiveUser { get; }

    [GeneratedRegex(@"^SELECT (?<fields>MasterRecordId(, ConvertedContactId)?) FROM (?<type>Contact|Lead|Account) WHERE Id = '(?<id>\w{15,18})'$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Successor { get; }
}
