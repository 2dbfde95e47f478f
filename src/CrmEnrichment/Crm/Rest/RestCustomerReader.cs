using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Customers;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Maps a REST answer onto customers: an array, or a single object that counts as one.</summary>
internal sealed class RestCustomerReader(CrmSourceOptions options)
{
    /// <exception cref="JsonException">The body is neither.</exception>
    public SourceAnswer Read(ReadOnlySpan<byte> body)
    {
        var answer = JsonElement.Parse(body);
        var customers = answer.ValueKind is JsonValueKind.Array ? [.. answer.EnumerateArray().Select(ToRecord)] : new[] { ToRecord(answer) };

        return customers switch
        {
            [] => SourceAnswer.NotFound,
            [var one] => new SourceAnswer.Found(one),
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

        return new CustomerRecord(fields, ChangedAt(customer));
    }

    private DateTimeOffset? ChangedAt(JsonElement customer) =>
        JsonMember.Find(customer, options.ChangedAtMember) is { } changedAt && changedAt.TryText(out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
