using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class GetSecretValueResponse : AmazonWebServiceResponse
{
    /// <summary>Null where the secret is binary.</summary>
    public string? SecretString { get; set; }
}
