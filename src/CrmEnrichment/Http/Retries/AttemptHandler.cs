using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using Polly;
using Polly.Timeout;

namespace CrmEnrichment.Http.Retries;

/// <summary>One attempt: sends, and reads the whole answer, within the attempt's limit and the time left.</summary>
/// <remarks>The body belongs to the attempt: a body that breaks off, hangs or never ends is a failed attempt.</remarks>
internal sealed class AttemptHandler : DelegatingHandler
{
    private readonly TimeSpan _limit;
    private readonly int _maxBytes;
    private readonly ResiliencePipeline _pipeline;

    public AttemptHandler(Upstream upstream, HttpOptions options, TimeProvider time)
    {
        _limit = upstream.AttemptTimeout ?? TimeSpan.FromMilliseconds(options.AttemptTimeoutMs);
        _maxBytes = upstream.MaxResponseBytes ?? options.MaxResponseBytes;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => new(AtLeastSome(Limit())) })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Limit() <= TimeSpan.Zero)
        {
            throw new TimeoutRejectedException("No time is left for an attempt.", TimeSpan.Zero);
        }

        request.CountAttempt();
        return await _pipeline.ExecuteAsync(
            static async (state, ct) => await state.Self.AttemptAsync(state.Request, ct),
            (Self: this, Request: request),
            cancellationToken);
    }

    private TimeSpan Limit() => Deadline.AtMost(_limit);

    // To Polly a limit of zero means no limit, and time passes between our check and Polly's.
    private static TimeSpan AtLeastSome(TimeSpan limit) => limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1);

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await base.SendAsync(request, ct);
        try
        {
            await response.Content.LoadIntoBufferAsync(_maxBytes, ct);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
