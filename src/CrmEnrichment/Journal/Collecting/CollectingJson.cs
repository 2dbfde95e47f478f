using System.Text.Json.Serialization;

namespace CrmEnrichment.Journal.Collecting;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KnownInteraction))]
internal sealed partial class CollectingJson : JsonSerializerContext;
