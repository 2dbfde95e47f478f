using System.Text.Json.Serialization;

namespace CrmEnrichment.Customers.Caching;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CachedCustomer))]
internal sealed partial class CachedCustomerJson : JsonSerializerContext;
