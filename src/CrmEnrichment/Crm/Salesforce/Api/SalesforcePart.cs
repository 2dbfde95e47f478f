using System.Net;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The answer to one request of a composite.</summary>
/// <param name="Body">A record, errors, or null.</param>
internal sealed record SalesforcePart(HttpStatusCode Status, JsonElement Body)
{
    public bool IsDone => (int)Status is >= 200 and < 300;

    /// <returns>The text of a member; null for anything else.</returns>
    public string? Text(string member) => Body.TryMember(member, out var value) && value.TryText(out var text) ? text : null;
}
