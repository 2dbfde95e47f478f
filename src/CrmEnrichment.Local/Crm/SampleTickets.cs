using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm;

/// <summary>The ticket that the sample mails of <c>events/mail</c> are about.</summary>
internal static class SampleTickets
{
    public const string Contact = "dana@example.org";

    public const string Id = "t-7";

    /// <param name="more">Further addresses of the ticket's contact.</param>
    public static IReadOnlyList<JsonObject> With(params IEnumerable<string> more) =>
        [new JsonObject { ["id"] = Id, ["number"] = "7", ["contact_email"] = new JsonArray([Contact, .. more.Select(address => (JsonNode)address)]) }];
}
