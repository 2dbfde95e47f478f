using System.Collections.Concurrent;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Aws;

/// <summary>Secrets in AWS Secrets Manager, read once per environment and again when an upstream refuses what they hold.</summary>
public sealed class SecretsManagerSecrets(IAmazonSecretsManager manager) : ISecrets
{
    private const string Service = "AWS Secrets Manager";

    private readonly ConcurrentDictionary<string, string> _read = new(StringComparer.Ordinal);

    public async ValueTask<string> ReadAsync(string secretId, CancellationToken ct) =>
        _read.TryGetValue(secretId, out var secret) ? secret : await ReadAgainAsync(secretId, ct);

    public async ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct)
    {
        GetSecretValueResponse response;
        try
        {
            response = await AwsCall.RunAsync(
                Service,
                $"secretsmanager:GetSecretValue on {secretId}",
                () => manager.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretId }, ct),
                ct);
        }
        catch (UpstreamException e) when (e.InnerException is ResourceNotFoundException)
        {
            throw new UpstreamException(Service, UpstreamFault.AuthRefused, $"The secret {secretId} does not exist: create it, or name another.", inner: e);
        }

        return _read[secretId] = response.SecretString
            ?? throw new UpstreamException(Service, UpstreamFault.AuthRefused, $"The secret {secretId} holds no text: store JSON in it, not binary.");
    }
}
