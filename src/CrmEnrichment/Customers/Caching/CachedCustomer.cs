using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Caching;

/// <summary>What the sources said about one caller, as it is stored in the state store.</summary>
/// <param name="Sources">By the source's name.</param>
internal sealed record CachedCustomer(ImmutableDictionary<string, CachedAnswer> Sources)
{
    public static CachedCustomer Nothing { get; } = new(ImmutableDictionary<string, CachedAnswer>.Empty);

    /// <summary>The last invalidation, which is an entry of its own. Older answers are not used.</summary>
    [JsonIgnore]
    public DateTimeOffset? Since { get; private init; }

    /// <summary>In bytes of JSON, about.</summary>
    [JsonIgnore]
    public long Size => Sources.Sum(source => source.Key.Length + source.Value.Records.Sum(
        record => record.Fields.Sum(member => (long)member.Key.Length + JsonMarshal.GetRawUtf8Value(member.Value).Length)));

    /// <returns><see cref="Nothing"/> for a text that another version wrote.</returns>
    public static CachedCustomer Parse(string? text)
    {
        try
        {
            // The serializer refuses a null in a member, but not one among the items of a list.
            return text is not null && JsonSerializer.Deserialize(text, CachedCustomerJson.Default.CachedCustomer) is { } customer
                && customer.Sources.Values.All(answer => answer is not null && answer.Records.All(record => record is not null))
                    ? customer
                    : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, CachedCustomerJson.Default.CachedCustomer);

    public CachedCustomer AskedAfter(DateTimeOffset? since) => since is null ? this : (this with { Since = since }).Keep(answer => answer.AskedAt > since);

    public CachedCustomer With(IEnumerable<KeyValuePair<string, CachedAnswer>> news) =>
        (this with { Sources = Sources.SetItems(news) }).AskedAfter(Since);

    public CachedCustomer Keep(Func<CachedAnswer, bool> which) => this with { Sources = Sources.Where(answer => which(answer.Value)).ToImmutableDictionary(StringComparer.Ordinal) };
}

/// <summary>What a source answered, and when.</summary>
/// <param name="About">What it was asked with beside the number: a customer id, and the fields that it needs; empty for nothing.</param>
/// <param name="AskedAt">When it was asked: it does not hold what has changed since then.</param>
/// <param name="Records">None for nobody, several for several matches.</param>
internal sealed record CachedAnswer(string About, DateTimeOffset AskedAt, IReadOnlyList<CustomerRecord> Records)
{
    [JsonIgnore]
    public SourceAnswer Answer => Records switch
    {
        [] => SourceAnswer.NotFound,
        [var one] => new SourceAnswer.Found(one),
        _ => new SourceAnswer.Ambiguous(Records),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CachedCustomer))]
internal sealed partial class CachedCustomerJson : JsonSerializerContext;
