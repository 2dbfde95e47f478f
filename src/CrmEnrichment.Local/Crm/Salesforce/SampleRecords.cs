namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>The customer of most sample events as Salesforce knows them, with an account and opportunities.</summary>
public static class SampleRecords
{
    public const string ContactId = "003000000000051AAA";
    private const string AccountId = "001000000000901AAA";

    public static void PutInto(PretendSalesforce salesforce)
    {
        salesforce.Put("Contact", ContactId,
            ("Name", "Dana Example"), ("Email", "dana@example.com"), ("OwnerId", "005000000000007AAA"), ("Phone", "(317) 555-0142"),
            ("AccountId", AccountId), ("LastModifiedDate", "2026-07-01T10:00:00.000+0000"));
        // The firm's own number is the same: the person answers for it.
        salesforce.Put("Account", AccountId,
            ("Name", "Example Ltd"), ("Type", "Customer"), ("OwnerId", "005000000000007AAA"), ("Phone", "+1 317 555 0142"),
            ("LastModifiedDate", "2026-08-01T10:00:00.000+0000"));
        salesforce.Put("Opportunity", "006000000000077AAA",
            ("AccountId", AccountId), ("Name", "Renewal"), ("StageName", "Negotiation"), ("Amount", 1200.50m), ("IsClosed", false));
        salesforce.Put("Opportunity", "006000000000078AAA",
            ("AccountId", AccountId), ("Name", "Won long ago"), ("StageName", "Closed Won"), ("Amount", 10m), ("IsClosed", true));
    }
}
