using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Tests;

/// <summary>What happened, for the journals of all CRMs.</summary>
internal static class SampleEntries
{
    public const string TrackingId = "genesys-7d6c0001-4a1b";

    public static DateTimeOffset Start { get; } = new(2026, 11, 27, 15, 4, 5, 678, TimeSpan.FromHours(1));

    /// <summary>140 kB with an emoji at every cut, markup, and half of an emoji.</summary>
    public static string LongNotes { get; } = "<b>\"Sale\" & 'more'</b>\r\n\u0007" + string.Concat(Enumerable.Repeat("💶", 35_000)) + "\ud83d";

    /// <summary>An answered call, all of it known.</summary>
    public static JournalEntry Call(CustomerRef? customer = null) => new()
    {
        TrackingId = TrackingId,
        SourceSystem = "Genesys_Cloud_CX",
        InteractionId = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef",
        Media = EntryMedia.Call,
        Direction = EntryDirection.Inbound,
        StartedAt = Start,
        EndedAt = Start.AddSeconds(125),
        TalkTime = TimeSpan.FromSeconds(90),
        HoldTime = TimeSpan.FromSeconds(20),
        Queue = "Sales",
        Agents = [new("agent-1", "Ana", "ana@example.com", TimeSpan.FromSeconds(60)), new("agent-2", null, null, TimeSpan.FromSeconds(30))],
        Outcome = "Sale made",
        Notes = "Wants <two>.\nCall back.",
        CustomerNumber = "+13175550142",
        OwnNumber = "+13175550100",
        Link = new Uri("https://apps.mypurecloud.com/directory/#/engage/admin/interactions/7d6c0001"),
        Customer = customer,
        OwnerId = null,
        IsComplete = true,
    };

    public static FollowUpTask Task(CustomerRef? customer = null) => new()
    {
        TrackingId = $"{TrackingId}-callback",
        Title = "Call back",
        Text = "The customer left before anybody answered.",
        DueAt = Start.AddDays(1),
        Priority = TaskPriority.High,
        Customer = customer,
    };

    public static LastContact LastContact { get; } = new(Start, "Call", "Sale made", 3, "Success", "Genesys_Cloud_CX", TrackingId);
}
