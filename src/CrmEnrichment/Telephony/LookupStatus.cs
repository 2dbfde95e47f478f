namespace CrmEnrichment.Telephony;

/// <summary>How the look-up went, as agents and flows see it in the context's <c>lookupStatus</c>.</summary>
public enum LookupStatus
{
    Found,

    /// <summary>Nobody is known under the id or number, or there was none to ask for.</summary>
    NoMatch,

    /// <summary>Several are; <c>lookupMatches</c> says how many.</summary>
    Ambiguous,

    /// <summary>A source failed or was late; <c>lookupFailedSources</c> names it.</summary>
    Partial,
}
