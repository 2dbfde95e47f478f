using System.Text.Json;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>The parameters out of a JSON object, such as <c>{"phone": "+13175550142"}</c>.</summary>
internal static class JsonParameters
{
    /// <param name="request">Whose body may be JSON.</param>
    /// <param name="names">The members that are read; others are not looked at.</param>
    /// <returns>The members that are there, or what is wrong with them. A member that is null is not there.</returns>
    public static (IReadOnlyList<(string Name, string Value)> Members, ApiAnswer? Problem) Read(ApiRequest request, IReadOnlyList<string> names)
    {
        if (!request.IsJson || request.Body.Length == 0)
        {
            return ([], null);
        }

        var members = new List<(string Name, string Value)>();
        try
        {
            using var body = JsonDocument.Parse(request.Body);
            if (body.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return ([], NoObject());
            }

            foreach (var member in body.RootElement.EnumerateObject().Where(member => names.Contains(member.Name, StringComparer.Ordinal) && member.Value.ValueKind is not JsonValueKind.Null))
            {
                if (member.Value.ValueKind is not JsonValueKind.String)
                {
                    return ([], ApiAnswer.Bad(member.Name, $"Give {member.Name} as a text."));
                }

                members.Add((member.Name, member.Value.GetString()!));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair is no text.
            return ([], NoObject());
        }

        return (members, null);
    }

    private static ApiAnswer NoObject() => ApiAnswer.Bad("body", """Send a JSON object: {"phone": "+13175550142"}.""");
}
