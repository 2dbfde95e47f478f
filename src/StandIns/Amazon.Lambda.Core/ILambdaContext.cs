namespace Amazon.Lambda.Core;

public interface ILambdaContext
{
    /// <summary>The same for every attempt of one asynchronous event.</summary>
    string AwsRequestId { get; }

    /// <summary>Set only by the AWS Mobile SDK.</summary>
    IClientContext? ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    /// <summary>Set only by the AWS Mobile SDK.</summary>
    ICognitoIdentity? Identity { get; }

    /// <summary>Ends in the alias where the function was called through one.</summary>
    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    /// <summary>What is left until Lambda kills the invocation, computed anew on each read.</summary>
    TimeSpan RemainingTime { get; }

    string TenantId => string.Empty;

    string TraceId => string.Empty;

    ILambdaSerializer? Serializer => null;
}
