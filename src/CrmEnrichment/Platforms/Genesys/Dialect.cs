namespace CrmEnrichment.Platforms.Genesys;

/// <summary>The two forms in which Genesys events reach us; a context is written in the form that its event came in (docs/contracts.md).</summary>
public enum Dialect
{
    /// <summary><c>source: genesys.cloud</c>, a flat detail with <c>interactionId</c>.</summary>
    Tutorial,

    /// <summary><c>source: aws.partner/genesys.com/cloud/…</c>, what Genesys Cloud's EventBridge integration sends.</summary>
    Partner,
}
