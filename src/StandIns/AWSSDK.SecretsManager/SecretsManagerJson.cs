using System.Text.Json.Serialization;
using Amazon.SecretsManager.Model;

namespace CrmEnrichment.StandIns.AwsJson;

[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(GetSecretValueResponse))]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
