using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Leads;

namespace CrmEnrichment.Web.Leads;

/// <summary>Reads leads out of a JSON body: one object, or an array of at most <see cref="Most"/>.</summary>
internal sealed class LeadRequest(LeadReader reader)
{
    public const int Most = 100;

    /// <param name="request">Its body.</param>
    /// <param name="crm">The source whose records the leads are.</param>
    /// <param name="now">When it came.</param>
    /// <returns>All of them, or what is wrong with the first that is wrong.</returns>
    public (IReadOnlyList<LeadEvent> Leads, ApiAnswer? Problem) Read(ApiRequest request, string crm, DateTimeOffset now)
    {
        if (Body(request) is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } body)
        {
            return ([], ApiAnswer.Bad("body", """Send JSON (application/json): {"id": "…", "phone": "…"}, or an array of such objects."""));
        }

        var isList = body.ValueKind is JsonValueKind.Array;
        if (isList && body.GetArrayLength() is 0 or > Most)
        {
            return ([], ApiAnswer.Bad("body", $"Send 1 to {Most} leads at once."));
        }

        var leads = new List<LeadEvent>();
        foreach (var (i, one) in (isList ? body.EnumerateArray() : (IEnumerable<JsonElement>)[body]).Index())
        {
            var (lead, field, fix) = reader.Read(one, crm, now);
            if (lead is null)
            {
                return ([], ApiAnswer.Bad(isList ? string.Create(CultureInfo.InvariantCulture, $"[{i}].{field}") : field, fix));
            }

            leads.Add(lead);
        }

        return (leads, null);
    }

    private static JsonElement? Body(ApiRequest request)
    {
        try
        {
            return request.IsJson ? ReceivedJson.Parse(request.Body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
