using System.Net;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>What a REST CRM answered to a write, or to a question about one record.</summary>
/// <param name="Name">The source's.</param>
/// <param name="Status">2xx, 404, 409 or 410.</param>
/// <param name="Body">Undefined where it is no JSON.</param>
internal sealed record RestAnswer(string Name, HttpStatusCode Status, JsonElement Body)
{
    private const int LongestId = 256;

    public bool IsGone => Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    public bool IsConflict => Status is HttpStatusCode.Conflict;

    /// <exception cref="UpstreamException">There is none: the record cannot be found again.</exception>
    public string Id(string member) => IdOf(Body, member)
        ?? throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name} answered without an id in '{member}'. Check Crm__Sources__N__Journal__IdMember.");

    /// <summary>The members that have a value, as text.</summary>
    public IReadOnlyDictionary<string, string> Read(IEnumerable<string> members) => members
        .Select(member => (Member: member, Text: JsonMember.Find(Body, member) is { } value ? Text(value) : null))
        .Where(read => !string.IsNullOrEmpty(read.Text)).ToDictionary(read => read.Member, read => read.Text!, StringComparer.Ordinal);

    /// <summary>The records of a list, or the one object.</summary>
    public IEnumerable<JsonElement> Records => Body.ValueKind switch
    {
        JsonValueKind.Array => Body.EnumerateArray().Where(record => record.ValueKind is JsonValueKind.Object),
        JsonValueKind.Object => [Body],
        _ => [],
    };

    public static string? IdOf(JsonElement record, string member) =>
        JsonMember.Find(record, member) is { } value && Text(value) is { Length: > 0 and <= LongestId } id && RestPath.CanHold(id) ? id : null;

    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.TryText(out var text) ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
