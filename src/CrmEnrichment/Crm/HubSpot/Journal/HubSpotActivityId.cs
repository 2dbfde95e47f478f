using CrmEnrichment.Crm.HubSpot.Api;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>An activity's id together with its type, because HubSpot's own id does not tell it: <c>calls/123</c>.</summary>
internal static class HubSpotActivityId
{
    public static string Write(string type, string id) => $"{type}/{id}";

    /// <exception cref="ArgumentException">It is none of ours.</exception>
    public static (string Type, string Id) Read(string id) => id.Split('/') is [var type and ("calls" or "notes" or "tasks"), var number] && HubSpotRecordId.Is(number)
        ? (type, number)
        : throw new ArgumentException("This is no id of an activity of HubSpot.", nameof(id));
}
