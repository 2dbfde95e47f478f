namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>Which of VICIdial's URLs was called.</summary>
public enum CallKind
{
    /// <summary>Start Call URL: an agent and a customer are connected.</summary>
    Start,

    /// <summary>Dispo Call URL and No-Agent Call URL: the call has its disposition.</summary>
    End,
}
