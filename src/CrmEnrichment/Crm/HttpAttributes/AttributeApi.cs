namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>Which external API is asked; each has a request and fields that need not be set.</summary>
public enum AttributeApi
{
    /// <summary>Any other: the fields have to be named.</summary>
    Custom,

    /// <summary>What the customer owes and how they pay.</summary>
    Payments,

    /// <summary>The appointments of the next 30 days.</summary>
    Appointments,

    /// <summary>Whether the customer's kind of service can be had at their place today.</summary>
    Availability,
}
