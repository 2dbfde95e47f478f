using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>The requests that read and write single records, alone or as parts of a composite.</summary>
internal sealed class SalesforceWrites(SalesforceStore store, SalesforceQueries queries, TimeProvider time)
{
    private readonly SalesforceRules _rules = new(store);

    public JsonObject Composite(JsonNode request)
    {
        var ids = new Dictionary<string, string?>(StringComparer.Ordinal);
        var answers = new JsonArray();
        foreach (var part in request["compositeRequest"]!.AsArray())
        {
            var (url, name) = (part!["url"]!.GetValue<string>(), part["referenceId"]!.GetValue<string>());
            foreach (var (earlier, id) in ids)
            {
                url = url.Replace($"@{{{earlier}.id}}", id ?? "missing", StringComparison.Ordinal);
            }

            var (status, body) = Answer(part["method"]!.GetValue<string>(), url, part["body"]?.AsObject());
            ids[name] = body is JsonObject record ? record["id"]?.ToString() : null;
            answers.Add(new JsonObject { ["body"] = body, ["httpHeaders"] = new JsonObject(), ["httpStatusCode"] = status, ["referenceId"] = name });
        }

        return new JsonObject { ["compositeResponse"] = answers };
    }

    /// <param name="method">Of the request.</param>
    /// <param name="url">Path and query.</param>
    /// <param name="fields">What is written.</param>
    public (int Status, JsonNode? Body) Answer(string method, string url, JsonObject? fields)
    {
        var (path, query) = url.Split('?') is [var before, var after] ? (before, QueryHelpers.ParseQuery(after)) : (url, []);
        switch (method, path.Split('/'))
        {
            case ("GET", ["", "services", "data", PretendSalesforce.Version, "query"]) when queries.Answer(query["q"].ToString()) is { } answer:
                return answer;
            case ("GET", ["", "services", "data", PretendSalesforce.Version, "sobjects", var type, var field, var value]):
                return !store.ExternalIds.Contains((type, field)) ? (404, SalesforceRules.Error("NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {field}"))
                    : Show(type, store.Find(type, field, Uri.UnescapeDataString(value)), query["fields"].ToString());
            case ("GET", ["", "services", "data", PretendSalesforce.Version, "sobjects", var type, var id]):
                return ShowOrRefuse(type, id, query["fields"].ToString());
            case ("POST", ["", "services", "data", PretendSalesforce.Version, "sobjects", var type]):
                return Write(type, fields!, find: null);
            case ("PATCH", ["", "services", "data", PretendSalesforce.Version, "sobjects", var type, var field, var value]):
                return !store.ExternalIds.Contains((type, field)) ? (404, SalesforceRules.Error("NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {field}"))
                    : Write(type, fields!, (field, Uri.UnescapeDataString(value)));
            case ("PATCH", ["", "services", "data", PretendSalesforce.Version, "sobjects", var type, var id]):
                return Change(type, id, fields!);
            default:
                return (400, SalesforceRules.Error("NOT_IMPLEMENTED", $"The pretend Salesforce does not have {method} {path}."));
        }
    }

    private (int Status, JsonNode? Body) ShowOrRefuse(string type, string id, string fields) => fields.Split(',').FirstOrDefault(store.HiddenFields.Contains) is { } hidden
        ? (400, SalesforceRules.Error("INVALID_FIELD", $"No such column '{hidden}' on sobject of type {type}"))
        : Show(type, store.Find(type, id)?.Record, fields);

    private static (int Status, JsonNode? Body) Show(string type, JsonObject? record, string fields) =>
        record is null ? (404, SalesforceRules.Error("NOT_FOUND", "The requested resource does not exist")) : (200, SalesforceQueries.Show(type, record, fields.Split(',')));

    private (int Status, JsonNode? Body) Write(string type, JsonObject fields, (string Field, string Value)? find)
    {
        lock (store.Gate)
        {
            var existing = find is var (field, value) ? store.Find(type, field, value) : null;
            if (_rules.Refused(type, fields, existing) is { } refused)
            {
                return (400, refused);
            }

            var record = existing ?? store.Create(type);
            record["CreatedDate"] ??= time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);
            Set(record, fields);
            if (find is var (key, id))
            {
                record[key] = id;
            }

            if (existing is null && find is not null && store.RacesLost > 0)
            {
                // The other's record is the one that is there now.
                store.RacesLost--;
                return (400, SalesforceRules.Error("DUPLICATE_VALUE", "duplicate value found", find.Value.Field));
            }

            return (existing is null ? 201 : 200, new JsonObject { ["id"] = record["Id"]!.ToString(), ["success"] = true, ["errors"] = new JsonArray(), ["created"] = existing is null });
        }
    }

    private (int Status, JsonNode? Body) Change(string type, string id, JsonObject fields)
    {
        lock (store.Gate)
        {
            if (store.Find(type, id) is not { } found)
            {
                return store.FindDeleted(type, id) is null
                    ? (404, SalesforceRules.Error("NOT_FOUND", "The requested resource does not exist"))
                    : (400, SalesforceRules.Error("ENTITY_IS_DELETED", "entity is deleted"));
            }

            if (_rules.Refused(type, fields, found.Record) is { } refused)
            {
                return (400, refused);
            }

            Set(found.Record, fields);
            found.Record["LastModifiedDate"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);
            if (type is "Opportunity")
            {
                found.Record["IsClosed"] = found.Record["StageName"]!.ToString() is SalesforceRules.Won or SalesforceRules.Lost;
            }

            return (204, null);
        }
    }

    private static void Set(JsonObject record, JsonObject fields)
    {
        foreach (var (name, value) in fields)
        {
            record[name] = value?.DeepClone();
        }
    }
}
