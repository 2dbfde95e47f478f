using System.Text.Json.Serialization;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(GetSecretValueResponse))]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
