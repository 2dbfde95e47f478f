using System.Text.Json.Serialization;

namespace CrmEnrichment.ActiveInteractions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ActiveInteraction))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ActiveInteractionJson : JsonSerializerContext;
