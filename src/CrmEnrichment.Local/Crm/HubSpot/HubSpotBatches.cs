using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>Reads of many at once, and their answers. What is not there is told beside the rest, with 207.</summary>
internal sealed class HubSpotBatches(HubSpotStore store)
{
    private const int Most = 100;

    /// <summary>Associations of one page.</summary>
    public int Page { get; set; } = 500;

    public (int Status, JsonObject Body) Read(string type, JsonNode request)
    {
        var inputs = request["inputs"]!.AsArray();
        if (inputs.Count > Most)
        {
            return (400, HubSpotWrites.Error("VALIDATION_ERROR", "The batch is too large"));
        }

        var asked = request["properties"]!.AsArray().Select(property => property!.GetValue<string>()).ToList();
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var id in inputs.Select(input => input!["id"]!.GetValue<string>()))
        {
            if (store.Find(type, id) is { } found)
            {
                results.Add(HubSpotRecord.Show(found.Id, found.Record, asked));
            }
            else
            {
                errors.Add(HubSpotWrites.Error("OBJECT_NOT_FOUND", "Could not get some objects"));
            }
        }

        return Answer(results, errors);
    }

    public (int Status, JsonObject Body) Associations(string type, string with, JsonNode request)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var input in request["inputs"]!.AsArray())
        {
            var id = input!["id"]!.GetValue<string>();
            var start = input["after"] is { } after ? int.Parse(after.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) : 0;
            var others = store.Associated(type, id, with);
            if (others.Count == 0)
            {
                var error = HubSpotWrites.Error("OBJECT_NOT_FOUND", $"No {with} is associated with {type} {id}.");
                error["subCategory"] = "crm.associations.NO_ASSOCIATIONS_FOUND";
                errors.Add(error);
                continue;
            }

            var result = new JsonObject
            {
                ["from"] = new JsonObject { ["id"] = id },
                ["to"] = new JsonArray([.. others.Skip(start).Take(Page).Select(other => new JsonObject { ["toObjectId"] = other, ["associationTypes"] = new JsonArray() })]),
            };
            if (start + Page < others.Count)
            {
                result["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = $"{start + Page}" } };
            }

            results.Add(result);
        }

        return Answer(results, errors);
    }

    private static (int Status, JsonObject Body) Answer(JsonArray results, JsonArray errors)
    {
        var body = new JsonObject
        {
            ["status"] = "COMPLETE",
            ["results"] = results,
            ["startedAt"] = HubSpotRecord.Created,
            ["completedAt"] = HubSpotRecord.Created,
        };
        if (errors.Count == 0)
        {
            return (200, body);
        }

        body["numErrors"] = errors.Count;
        body["errors"] = errors;
        return (207, body);
    }
}
