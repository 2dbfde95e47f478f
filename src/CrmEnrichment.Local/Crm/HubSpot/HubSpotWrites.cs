using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>The requests that write, and their answers.</summary>
internal sealed class HubSpotWrites(HubSpotStore store)
{
    private readonly HubSpotRules _rules = new(store);

    /// <summary>Errors of single records come with 207, which is no failure to an HTTP client.</summary>
    public (int Status, JsonObject Body) Upsert(string type, JsonNode request)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var input in request["inputs"]!.AsArray())
        {
            var (idProperty, id, properties) = (input!["idProperty"]?.GetValue<string>() ?? "hs_object_id", input["id"]!.GetValue<string>(), input["properties"]!.AsObject());
            if (!store.Unique.Contains((type, idProperty)))
            {
                return (400, Error("VALIDATION_ERROR", $"{idProperty} is not a unique identifier property"));
            }

            lock (store.Gate)
            {
                var found = store.Find(type, idProperty, id);
                if (Conflict(type, properties, found?.Id) is { } existing)
                {
                    errors.Add(Error("CONFLICT", $"Contact already exists. Existing ID: {existing}"));
                }
                else if (_rules.Refused(type, properties, found is null) is { } refused)
                {
                    errors.Add(Refusal(refused));
                }
                else
                {
                    var key = found?.Id ?? store.Create(type);
                    var record = store.Find(type, key)!.Value.Record;
                    record[idProperty] = id;
                    results.Add(Show(key, Set(record, properties), properties, isNew: found is null));
                }
            }
        }

        var body = new JsonObject
        {
            ["status"] = "COMPLETE",
            ["results"] = results,
            ["startedAt"] = HubSpotRecord.Created,
            ["completedAt"] = HubSpotRecord.Created,
        };
        if (errors.Count > 0)
        {
            body["numErrors"] = errors.Count;
            body["errors"] = errors;
        }

        return (errors.Count > 0 ? 207 : 200, body);
    }

    public (int Status, JsonObject Body) Create(string type, JsonNode request)
    {
        var (properties, associations) = (request["properties"]!.AsObject(), request["associations"]?.AsArray());
        lock (store.Gate)
        {
            if (associations is null)
            {
                return (400, Error("VALIDATION_ERROR", "Some required fields were not set: [associations]"));
            }

            if (Conflict(type, properties, self: null) is { } existing)
            {
                return (409, Error("CONFLICT", $"Contact already exists. Existing ID: {existing}"));
            }

            if (properties.FirstOrDefault(property => store.Unique.Contains((type, property.Key)) && store.Find(type, property.Key, property.Value!.ToString()) is not null).Key is { } twice)
            {
                return (400, Refusal(twice));
            }

            if (_rules.Refused(type, properties, isNew: true) is { } refused)
            {
                return (400, Refusal(refused));
            }

            var belongsTo = associations.Select(association => (
                With: WithOf(type, association!["types"]![0]!["associationTypeId"]!.GetValue<int>()), Id: association["to"]!["id"]!.GetValue<string>())).ToList();
            if (!belongsTo.TrueForAll(other => other.With is not null && IsLeft(other.With, other.Id)))
            {
                return (400, Error("VALIDATION_ERROR", "One or more associations are not valid"));
            }

            var id = store.Create(type);
            belongsTo.ForEach(other => store.Associate(type, id, other.With!, other.Id));
            return (201, Show(id, Set(store.Find(type, id)!.Value.Record, properties), properties));
        }
    }

    public (int Status, JsonObject Body) Change(string type, string id, JsonNode request)
    {
        var properties = request["properties"]!.AsObject();
        lock (store.Gate)
        {
            return store.Find(type, id) is not { } found ? (404, Error("OBJECT_NOT_FOUND", "resource not found"))
                : _rules.Refused(type, properties, isNew: false) is { } refused ? (400, Refusal(refused))
                : (200, Show(found.Id, Closed(type, Set(found.Record, properties)), properties));
        }
    }

    /// <summary>The default association: there already or not, the answer is the same.</summary>
    public (int Status, JsonObject Body) Associate(string type, string id, string contact)
    {
        if (store.Find(type, id) is null || !IsLeft("contacts", contact))
        {
            return (404, Error("OBJECT_NOT_FOUND", "resource not found"));
        }

        store.Associate(type, id, "contacts", contact);
        return (200, new JsonObject { ["status"] = "COMPLETE", ["results"] = new JsonArray(), ["startedAt"] = HubSpotRecord.Created, ["completedAt"] = HubSpotRecord.Created });
    }

    internal static JsonObject Error(string category, string message) => new()
    {
        ["status"] = "error",
        ["message"] = message,
        ["correlationId"] = Guid.NewGuid().ToString(),
        ["category"] = category,
        ["context"] = new JsonObject(),
        ["links"] = new JsonObject(),
        ["errors"] = new JsonArray(),
    };

    private static JsonObject Refusal(string property)
    {
        var error = Error("VALIDATION_ERROR", "Property values were not valid");
        error["errors"]!.AsArray().Add(new JsonObject
        {
            ["message"] = "a value was not valid",
            ["context"] = new JsonObject { ["propertyName"] = new JsonArray(property) },
        });
        return error;
    }

    private string? Conflict(string type, JsonObject properties, string? self) =>
        type is "contacts" && properties["email"]?.ToString() is { } email && store.Find(type, "email", email) is { } other && !string.Equals(other.Id, self, StringComparison.Ordinal) ? other.Id : null;

    /// <summary>It is there, and not part of another.</summary>
    private bool IsLeft(string type, string id) => store.Find(type, id) is { } known && string.Equals(known.Id, id, StringComparison.Ordinal);

    /// <summary>HubSpot's numbers of associations say between which types they are.</summary>
    private static string? WithOf(string type, int number) => (type, number) switch
    {
        ("calls", 194) or ("notes", 202) or ("tasks", 204) => "contacts",
        ("notes", 228) => "tickets",
        ("tickets", 16) => "contacts",
        _ => null,
    };

    /// <summary>HubSpot tells by the stage whether a deal is closed.</summary>
    private static JsonObject Closed(string type, JsonObject record)
    {
        if (type is "0-3" && record["dealstage"]?.ToString() is { } stage)
        {
            record["hs_is_closed"] = stage is "closedwon" or "closedlost" ? "true" : "false";
        }

        return record;
    }

    private static JsonObject Set(JsonObject record, JsonObject properties)
    {
        foreach (var (name, value) in properties)
        {
            record[name] = value?.DeepClone();
        }

        return record;
    }

    private static JsonObject Show(string id, JsonObject record, JsonObject asked, bool? isNew = null)
    {
        var shown = HubSpotRecord.Show(id, record, [.. asked.Select(property => property.Key), "hs_object_id"]);
        if (isNew is { } value)
        {
            shown["new"] = value;
        }

        return shown;
    }
}
