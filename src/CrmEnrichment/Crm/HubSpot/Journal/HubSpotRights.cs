namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>What writing needs, as a 403 asks for it. One scope serves contacts and activities.</summary>
internal static class HubSpotRights
{
    public const string Read = "the scope crm.objects.contacts.read to the service key or private app";
    public const string Write = "the scopes crm.objects.contacts.read and crm.objects.contacts.write to the service key or private app";
    public const string Owners = "the scope crm.objects.owners.read to the service key or private app";
}
