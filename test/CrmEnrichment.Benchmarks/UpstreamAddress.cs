using System.Text.Json.Serialization;

namespace CrmEnrichment.Benchmarks;

/// <summary>Where the upstream is, and the variables with which the product's functions use it.</summary>
internal sealed record UpstreamAddress(Uri Url, Uri Aws, IReadOnlyDictionary<string, string> EnrichInteraction, IReadOnlyDictionary<string, string> LookupCustomer);

[JsonSerializable(typeof(UpstreamAddress))]
internal sealed partial class UpstreamJson : JsonSerializerContext;
