namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>The customer of most sample events as HubSpot knows them, with a company and deals.</summary>
public static class SampleContacts
{
    public const string ContactId = "51";

    public static void PutInto(PretendHubSpot hubSpot)
    {
        hubSpot.Put("contacts", ContactId,
            ("firstname", "Dana"), ("lastname", "Example"), ("email", "dana@example.com"), ("lifecyclestage", "customer"), ("hubspot_owner_id", "7001"),
            ("phone", "(317) 555-0142"), ("hs_calculated_phone_number", "+13175550142"), ("hs_searchable_calculated_phone_number", "3175550142"),
            ("associatedcompanyid", "901"), ("total_revenue", "14250.75"), ("lastmodifieddate", "2026-07-01T10:00:00.000Z"));
        hubSpot.Put("companies", "901", ("name", "Example Ltd"));
        hubSpot.Put("0-3", "77", ("dealname", "Renewal"), ("dealstage", "contractsent"), ("amount", "1200"),
            ("hs_is_closed", "false"), ("associations.contact", ContactId), ("hs_lastmodifieddate", "2026-06-01T10:00:00.000Z"));
        hubSpot.Put("0-3", "78", ("dealname", "Won long ago"), ("dealstage", "closedwon"),
            ("hs_is_closed", "true"), ("associations.contact", ContactId), ("hs_lastmodifieddate", "2026-08-01T10:00:00.000Z"));
    }
}
