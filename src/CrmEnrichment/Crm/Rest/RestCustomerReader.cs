using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Maps a REST answer onto customers: an array, or a single object that counts as one.</summary>
internal sealed class RestCustomerReader(CrmSourceOptions options)
{
    private readonly string _idMember = options.Of<RestOptions>().IdMember;

    /// <param name="body">The answer.</param>
    /// <param name="askedId">The id that was asked by: the customer's, where the answer does not tell it. Null for a number.</param>
    /// <exception cref="JsonException">The body is neither, or an object about something else, such as a list in an envelope or an error.</exception>
    public SourceAnswer Read(ReadOnlySpan<byte> body, string? askedId)
    {
        var answer = ReceivedJson.Parse(body);
        CustomerRecord[] customers = answer.ValueKind switch
        {
            JsonValueKind.Array => [.. answer.EnumerateArray().Select(ToRecord)],
            JsonValueKind.Object when answer.GetPropertyCount() == 0 => [],
            _ when options.Fields.Values.Any(member => JsonMember.Has(answer, member)) => [ToRecord(answer)],
            _ => throw new JsonException("No customer: neither a list nor an object with a member that is read."),
        };
        return customers switch
        {
            [] => SourceAnswer.NotFound,
            [var one] => new SourceAnswer.Found(one with { Id = one.Id ?? askedId }),
            _ => new SourceAnswer.Ambiguous(customers),
        };
    }

    private CustomerRecord ToRecord(JsonElement customer)
    {
        if (customer.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("A customer is an object.");
        }

        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, member) in options.Fields)
        {
            if (JsonMember.Find(customer, member) is { } value)
            {
                fields[field] = value;
            }
        }

        return new CustomerRecord(fields, JsonMember.Time(JsonMember.Find(customer, options.ChangedAtMember))) { Id = RestAnswer.IdOf(customer, _idMember) };
    }
}
