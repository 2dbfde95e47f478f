namespace CrmEnrichment.Crm;

/// <summary>Whether a kind of system has an address in the settings.</summary>
internal enum UrlUse
{
    Required,

    /// <summary>The kind has one of its own.</summary>
    Optional,

    /// <summary>It is elsewhere, as a database's in its secret.</summary>
    None,
}
