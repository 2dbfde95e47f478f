using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>What Vtiger says of a module to one user.</summary>
/// <param name="IdPrefix">What ids of its records begin with, before the <c>x</c>.</param>
/// <param name="Fields">The fields that the user's profile does not hide; null where the answer lists none.</param>
internal sealed record VtigerDescription(string IdPrefix, IReadOnlyDictionary<string, VtigerField>? Fields)
{
    /// <returns>Null without a prefix that is a number.</returns>
    public static VtigerDescription? Read(JsonElement described) =>
        described.TryMember("idPrefix", out var member) && member.TryText(out var prefix) && prefix.Length is > 0 and < 10 && prefix.All(char.IsAsciiDigit)
            ? new(prefix, Names(described))
            : null;

    private static Dictionary<string, VtigerField>? Names(JsonElement described) =>
        described.TryMember("fields", out var fields) && fields.ValueKind is JsonValueKind.Array
            ? fields.EnumerateArray().Select(VtigerField.Read).DistinctBy(field => field.Name, StringComparer.Ordinal).ToDictionary(field => field.Name, StringComparer.Ordinal)
            : null;
}
