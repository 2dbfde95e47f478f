using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace CrmEnrichment.StandIns.AwsJson;

internal static class SecretsManagerProtocol
{
    public static readonly AwsJsonService Service = new(SecretsManagerJson.Default)
    {
        ServiceId = "Secrets Manager",
        EndpointPrefix = "secretsmanager",
        TargetPrefix = "secretsmanager",
        ApiVersion = "2017-10-17",
        ContentType = "application/x-amz-json-1.1",
        CreateException = CreateException,
    };

    private static AmazonSecretsManagerException CreateException(string? shape, AwsJsonError e) => shape switch
    {
        "ResourceNotFoundException" => new ResourceNotFoundException(e.Message, e.InnerException, e.ErrorType, e.ErrorCode, e.RequestId, e.StatusCode),
        _ => new AmazonSecretsManagerException(e.Message, e.InnerException, e.ErrorType, e.ErrorCode, e.RequestId, e.StatusCode),
    };
}
