using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>What Salesforce refuses in fields, as far as its documentation says.</summary>
internal sealed class SalesforceRules(SalesforceStore store)
{
    private static readonly Dictionary<string, int> s_lengths = new(StringComparer.Ordinal)
    {
        ["Subject"] = 255,
        ["CallDisposition"] = 255,
        ["CallObject"] = 255,
        ["Description"] = 32_000,
        ["LastName"] = 80,
        ["Company"] = 255,
        ["LeadSource"] = 40,
    };

    private static readonly Dictionary<string, string[]> s_picklists = new(StringComparer.Ordinal)
    {
        ["Task.Status"] = ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"],
        ["Lead.Status"] = ["Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"],
        ["Opportunity.StageName"] = ["Open", "Prospecting", "Negotiation", Won, Lost],
        ["Case.Origin"] = ["Email", "Phone", "Web"],
        ["Task.Priority"] = ["High", "Normal", "Low"],
        ["Task.CallType"] = ["Inbound", "Outbound", "Internal"],
        ["Task.TaskSubtype"] = ["Task", "Email", "Call"],
    };

    private const int LongestComment = 4_000;

    /// <summary>Opportunities in these stages are closed, whoever set them.</summary>
    public const string Won = "Closed Won", Lost = "Closed Lost";

    private static readonly string[] s_customers = ["Contact", "Lead", "Account"];

    private static readonly Dictionary<string, string[]> s_required = new(StringComparer.Ordinal) { ["Lead"] = ["LastName", "Company"], ["CaseComment"] = ["ParentId"], ["ContentVersion"] = ["PathOnClient", "VersionData"] };

    /// <returns>The error; null where all is well.</returns>
    public JsonArray? Refused(string type, JsonObject fields, JsonObject? existing)
    {
        if (existing is null && s_required.GetValueOrDefault(type, []).Where(name => !fields.ContainsKey(name)).ToArray() is { Length: > 0 } missing)
        {
            return Error("REQUIRED_FIELD_MISSING", "Required fields are missing", missing);
        }

        if (existing?["IsConverted"]?.GetValue<bool>() is true)
        {
            return Error("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        }

        foreach (var (name, value) in fields)
        {
            var text = value?.ToString() ?? "";
            if (store.HiddenFields.Contains(name))
            {
                return Error("INVALID_FIELD", $"No such column '{name}' on sobject of type {type}");
            }

            if (store.ReadOnlyFields.Contains(name))
            {
                return Error("INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.", name);
            }

            if ((name is "IsPublished" || name.Contains("DoNotCall", StringComparison.Ordinal)) && value?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            {
                return Error("JSON_PARSER_ERROR", "Cannot deserialize instance of boolean");
            }

            if (s_lengths.TryGetValue(name, out var most) && text.Length > most)
            {
                return Error("STRING_TOO_LONG", $"{name}: data value too large: {text} (max length={most})", name);
            }

            // The one field whose limit is in bytes.
            if (name is "CommentBody" && Encoding.UTF8.GetByteCount(text) > LongestComment)
            {
                return Error("STRING_TOO_LONG", $"{name}: data value too large: {text} (max length={LongestComment})", name);
            }

            if (s_picklists.TryGetValue($"{type}.{name}", out var options) && !options.Contains(text, StringComparer.Ordinal))
            {
                return Error("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", $"{name}: bad value for restricted picklist field: {text}", name);
            }

            if (name is "CallDurationInSeconds" && value?.GetValueKind() is not JsonValueKind.Number)
            {
                return Error("JSON_PARSER_ERROR", "Cannot deserialize instance of int");
            }

            if (name is "TaskSubtype" && existing is not null)
            {
                return Error("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: TaskSubtype.", name);
            }

            if (Reference(name, text) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    public static JsonArray Error(string code, string message, params string[] fields) =>
        [new JsonObject { ["message"] = message, ["errorCode"] = code, ["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]) }];

    private JsonArray? Reference(string name, string id) => name switch
    {
        "OwnerId" => store.Find("User", id) switch
        {
            null => Error("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "OwnerId"),
            { Record: var user } => user["IsActive"]!.GetValue<bool>() ? null : Error("INACTIVE_OWNER_OR_USER", "operation performed with inactive user"),
        },
        "FirstPublishLocationId" or "ParentId" => store.Find("Case", id) is null ? Error("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", name) : null,
        "ContactId" => store.Find("Contact", id) is null ? Error("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "ContactId") : null,
        "WhoId" or "WhatId" => s_customers.All(type => store.Find(type, id) is null) ? Error("ENTITY_IS_DELETED", "entity is deleted") : null,
        _ => null,
    };
}
