using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Tests.Crm.Journals;

/// <summary>What a CRM is told in tests.</summary>
internal static class Entries
{
    public const string TrackingId = "genesys-7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";

    public static DateTimeOffset Start { get; } = new(2026, 11, 28, 14, 30, 0, TimeSpan.Zero);

    /// <summary>An inbound call of six minutes with one agent, wrapped up.</summary>
    public static JournalEntry Call(CustomerRef? customer) => new()
    {
        TrackingId = TrackingId,
        SourceSystem = "Genesys_Cloud_CX",
        InteractionId = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef",
        Media = EntryMedia.Call,
        Direction = EntryDirection.Inbound,
        StartedAt = Start,
        EndedAt = Start.AddMinutes(6),
        TalkTime = TimeSpan.FromSeconds(300),
        HoldTime = TimeSpan.FromSeconds(20),
        Queue = "Support",
        Agents = [new("a-1", "Ann Agent", "ann@example.com", TimeSpan.FromSeconds(200)), new("a-2", null, null, TimeSpan.FromSeconds(100))],
        Outcome = "Resolved",
        Notes = "Billing address corrected.",
        CustomerNumber = "+13175550142",
        OwnNumber = "+13175550100",
        Link = new Uri("https://apps.example.com/interactions/7d6c0001"),
        Customer = customer,
        IsComplete = true,
    };

    public static FollowUpTask Task(CustomerRef? customer) => new()
    {
        TrackingId = $"{TrackingId}-call-back",
        Title = "Call back",
        Text = "Asked for a call tomorrow.",
        DueAt = Start.AddDays(1),
        Priority = TaskPriority.High,
        Customer = customer,
    };

    public static LastContact LastContact => new(Start.AddMinutes(6), "Call", "Resolved", 4, "Success", "Genesys_Cloud_CX", TrackingId);

    public static NewCustomer Caller => new(TrackingId, "+13175550142", null, "Genesys_Cloud_CX");
}
