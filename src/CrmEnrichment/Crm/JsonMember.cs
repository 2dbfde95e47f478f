using System.Text.Json;

namespace CrmEnrichment.Crm;

/// <summary>Members as the settings name them.</summary>
internal static class JsonMember
{
    /// <summary><c>account.owner.name</c> leads into objects.</summary>
    public static JsonElement? Find(JsonElement source, string member)
    {
        var current = source;
        foreach (var step in member.Split('.'))
        {
            if (!current.TryMember(step, out current))
            {
                return null;
            }
        }

        return current;
    }
}
