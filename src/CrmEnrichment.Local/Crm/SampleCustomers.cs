namespace CrmEnrichment.Local.Crm;

/// <summary>The customers that the sample events in events/ are about. Numbers from the range reserved for fiction.</summary>
public static class SampleCustomers
{
    /// <summary>Calls in most of the samples, and is the tutorial's customer.</summary>
    public static PretendCustomer Platinum { get; } = new("CUST-10042", "ACCT-99281")
    {
        Phones = ["+13175550142"],
        LifetimeValue = 14250.75m,
        LoyaltyTier = "Platinum",
        LastPurchaseDate = "2024-05-28T09:15:00Z",
    };

    /// <summary>Asked to be called back.</summary>
    public static PretendCustomer Gold { get; } = new("CUST-20007", "ACCT-10077")
    {
        Phones = ["+13175550177"],
        LifetimeValue = 3120.00m,
        LoyaltyTier = "Gold",
        LastPurchaseDate = "2026-03-02T16:40:00Z",
    };

    /// <summary>Writes text messages.</summary>
    public static PretendCustomer Silver { get; } = new("CUST-30011", "ACCT-20311")
    {
        Phones = ["+13175550111"],
        LifetimeValue = 410.50m,
        LoyaltyTier = "Silver",
        LastPurchaseDate = "2026-07-19T08:05:00Z",
    };

    public static IReadOnlyList<PretendCustomer> All => [Platinum, Gold, Silver];
}
