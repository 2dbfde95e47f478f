using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.SecretsManager;

/// <summary>Secrets Manager's JSON 1.1 protocol: the one call that the product makes, and a list to look around with.</summary>
internal sealed class SecretsManagerProtocol(Secrets secrets) : IAwsService
{
    public string Target => "secretsmanager";

    public string ContentType => "application/x-amz-json-1.1";

    public Task<JsonObject> CallAsync(AwsCall call, CancellationToken ct) => Task.FromResult(call.Operation switch
    {
        "GetSecretValue" => GetSecretValue(call),
        "ListSecrets" => new JsonObject { ["SecretList"] = new JsonArray([.. secrets.All.Select(ListEntry)]) },
        _ => throw AwsEndpoint.Unknown($"The local cloud's Secrets Manager does not have {call.Operation}."),
    });

    /// <summary>Without the value, which only GetSecretValue gives.</summary>
    private static JsonObject ListEntry(Secret secret) => new()
    {
        ["ARN"] = secret.Arn,
        ["Name"] = secret.Name,
        ["LastChangedDate"] = secret.Current.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
    };

    private JsonObject GetSecretValue(AwsCall call)
    {
        var id = call.Text("SecretId") ?? throw new AwsException("InvalidParameterException", "You must provide a SecretId.");
        var secret = secrets.Find(id) ?? throw new AwsException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        var stage = call.Text("VersionStage") ?? "AWSCURRENT";
        var version = Choose(secret, call.Text("VersionId"), stage)
            ?? throw new AwsException("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for staging label: {stage}");
        return new JsonObject
        {
            ["ARN"] = secret.Arn,
            ["CreatedDate"] = version.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
            ["Name"] = secret.Name,
            ["SecretString"] = version.Value,
            ["VersionId"] = version.Id,
            ["VersionStages"] = new JsonArray(version == secret.Current ? "AWSCURRENT" : "AWSPREVIOUS"),
        };
    }

    private static SecretVersion? Choose(Secret secret, string? versionId, string stage) => (versionId, stage) switch
    {
        ({ } id, _) => new[] { secret.Current, secret.Previous }.FirstOrDefault(v => string.Equals(v?.Id, id, StringComparison.Ordinal)),
        (_, "AWSCURRENT") => secret.Current,
        (_, "AWSPREVIOUS") => secret.Previous,
        _ => null,
    };
}
