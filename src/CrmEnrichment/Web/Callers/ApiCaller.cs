using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Web.Callers;

/// <summary>Somebody who may ask.</summary>
/// <param name="Name">Stands in the audit, such as <c>key/studio</c>, <c>twilio</c> or <c>iam/role/data-actions</c>.</param>
/// <param name="Audience">What they may see.</param>
internal sealed record ApiCaller(string Name, Audience Audience);
