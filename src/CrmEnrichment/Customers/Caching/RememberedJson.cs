using System.Text.Json.Serialization;

namespace CrmEnrichment.Customers.Caching;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RememberedCustomer))]
internal sealed partial class RememberedJson : JsonSerializerContext;
