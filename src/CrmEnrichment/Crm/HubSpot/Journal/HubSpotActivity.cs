using CrmEnrichment.Crm.Journals;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>What HubSpot keeps about a contact: a kind of record with a path of its own.</summary>
/// <param name="Type">As paths have it.</param>
/// <param name="ToContact">HubSpot's number for its association with a contact.</param>
internal sealed record HubSpotActivity(string Type, int ToContact)
{
    public static HubSpotActivity Call { get; } = new("calls", 194);

    /// <summary>For chats, messages and e-mails: what was written is not copied, so that none of HubSpot's kinds of messages fits.</summary>
    public static HubSpotActivity Note { get; } = new("notes", 202);

    public static HubSpotActivity Task { get; } = new("tasks", 204);

    public static HubSpotActivity Of(EntryMedia media) => media is EntryMedia.Call ? Call : Note;
}
