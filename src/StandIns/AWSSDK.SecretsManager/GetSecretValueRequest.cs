namespace Amazon.SecretsManager.Model;

public class GetSecretValueRequest : AmazonSecretsManagerRequest
{
    /// <summary>Name or ARN.</summary>
    public string? SecretId { get; set; }
}
