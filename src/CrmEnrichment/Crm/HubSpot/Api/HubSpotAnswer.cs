using System.Net;
using System.Text.Json;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>An answer whose status the caller reads itself.</summary>
/// <param name="Body">Undefined with 404, and where there is none.</param>
internal sealed record HubSpotAnswer(HttpStatusCode Status, JsonElement Body);
