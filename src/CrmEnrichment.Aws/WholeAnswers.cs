using System.Net;
using Amazon.Runtime;

namespace CrmEnrichment.Aws;

/// <summary>Gives the AWS SDK each answer with its body in memory.</summary>
/// <remarks>
/// The SDK reads a body synchronously, on the thread that the answer's head came on. With DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS that is
/// the thread that has to tell of the next bytes: it would wait for itself until the function's time is over.
/// </remarks>
internal sealed class WholeAnswers : HttpClientFactory
{
    /// <summary>SQS gives ten messages of 1 MiB at most.</summary>
    private const int LongestAnswer = 32 * 1024 * 1024;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Reader())
    {
        Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(100),
    };

    private sealed class Reader() : DelegatingHandler(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return response;
        }
    }
}
