using System.Text.Json.Serialization;

namespace CrmEnrichment.Customers.Memory;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RememberedCustomer))]
internal sealed partial class RememberedJson : JsonSerializerContext;
