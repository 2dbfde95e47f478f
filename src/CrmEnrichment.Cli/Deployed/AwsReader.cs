using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using CrmEnrichment.Aws;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>Calls that read, and the one that invokes, signed, sent and retried by AWSSDK.Core. In place of AWSSDK.Lambda and AWSSDK.CloudFormation, of which we need three calls (docs/dependencies.md).</summary>
internal sealed class AwsReader(AwsService service) : AmazonServiceClient(new AwsReaderConfig(service))
{
    /// <param name="request">What is read.</param>
    /// <param name="permission">The IAM action, and on what.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The body, as it came.</returns>
    /// <exception cref="UpstreamException">It was refused or not answered.</exception>
    public async Task<byte[]> ReadAsync(AwsReadRequest request, string permission, CancellationToken ct) => (await AskAsync(request, permission, ct)).Body;

    /// <inheritdoc cref="ReadAsync"/>
    /// <returns>The whole answer.</returns>
    public async Task<AwsReadResponse> AskAsync(AwsReadRequest request, string permission, CancellationToken ct)
    {
        var options = new InvokeOptions { RequestMarshaller = new AwsReadMarshaller(), ResponseUnmarshaller = new AwsReadUnmarshaller() };
        var response = await AwsCall.RunAsync(service.Name, permission, () => InvokeAsync<AwsReadResponse>(request, options, ct), ct);

        // Not before: what the unmarshaller throws is tried again.
        return response.Body.Length <= AwsReadUnmarshaller.Most
            ? response
            : throw new UpstreamException(service.Name, UpstreamFault.Unavailable, $"{service.Name} answered with more than {AwsReadUnmarshaller.Most} bytes.");
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());

    /// <summary>AWSSDK.Core signs nothing until a handler behind its Marshaller has said how.</summary>
    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
