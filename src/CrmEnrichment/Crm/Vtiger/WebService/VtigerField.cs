using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>A field of a module, as it is described to one user.</summary>
/// <param name="Name">Its API name.</param>
/// <param name="Type">Such as <c>date</c>, <c>datetime</c>, <c>string</c>; empty where it is not told.</param>
/// <param name="Mandatory">A create without it is refused.</param>
/// <param name="Editable">Otherwise a write of it succeeds, and is ignored.</param>
internal sealed record VtigerField(string Name, string Type, bool Mandatory, bool Editable)
{
    public static VtigerField Read(JsonElement field) => new(
        VtigerRecord.Text(field, "name") ?? "",
        field.TryMember("type", out var type) ? VtigerRecord.Text(type, "name") ?? "" : "",
        field.TryMember("mandatory", out var mandatory) && mandatory.ValueKind is JsonValueKind.True,
        !(field.TryMember("editable", out var editable) && editable.ValueKind is JsonValueKind.False));
}
