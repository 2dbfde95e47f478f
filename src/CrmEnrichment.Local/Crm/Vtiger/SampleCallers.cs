namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>The customers that the sample events are about, as Vtiger knows them: a contact with its account, a lead, and an account.</summary>
public static class SampleCallers
{
    public static void PutInto(PretendVtiger vtiger)
    {
        // The firm's own number is the same: the person answers for it.
        var account = vtiger.Put("Accounts", 2, ("accountname", "Example Ltd"), ("accounttype", "Customer"), ("phone", SampleCustomers.Platinum.Phones[0]));
        vtiger.Put("Contacts", 16,
            ("firstname", "Dana"), ("lastname", "Example"), ("email", "dana@example.com"), ("phone", "555-0100"), ("mobile", "(317) 555-0142"), ("account_id", account));
        // Between the caller's digits others lie: Vtiger finds him, and he is not the caller.
        vtiger.Put("Contacts", 17, ("firstname", "Sam"), ("lastname", "Other"), ("mobile", "+1 317 555 0142 0"), ("homephone", "3-17-55-50-14-92"));
        vtiger.Put("Leads", 19, ("firstname", "Lea"), ("lastname", "Sample"), ("company", "NewCo"), ("leadstatus", "Hot"), ("mobile", "317 555 0177"));
        vtiger.Put("Accounts", 3, ("accountname", "Silver & Sons"), ("accounttype", "Prospect"), ("otherphone", SampleCustomers.Silver.Phones[0]));
    }
}
