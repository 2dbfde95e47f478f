using System.Net;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Loopback;

/// <summary>A listener that records what it is asked and goes wrong when its script says so.</summary>
internal sealed class PretendSystem : IAsyncDisposable
{
    private readonly Func<HttpContext, RecordedRequest, Task> _answer;
    private readonly TimeProvider _time;
    private LoopbackServer? _server;

    private PretendSystem(Func<HttpContext, RecordedRequest, Task> answer, TimeProvider time) => (_answer, _time) = (answer, time);

    public Uri Url => _server!.Url;

    public RequestLog Requests { get; } = new();

    public FaultScript Faults { get; } = new();

    public static async Task<PretendSystem> StartAsync(
        IPAddress address, int port, TimeProvider time, Func<HttpContext, RecordedRequest, Task> answer)
    {
        var system = new PretendSystem(answer, time);
        system._server = await LoopbackServer.StartAsync(address, port, system.AnswerAsync);
        return system;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await RecordedRequest.ReadAsync(context.Request, _time, context.RequestAborted);
        Requests.Add(request);
        int? status = null;
        try
        {
            request.Fault = Faults.Take(request);
            if (request.Fault is null || !await FaultyAnswer.WriteAsync(request.Fault, context, Usual, _time))
            {
                await Usual();
            }

            status = request.Fault is Fault.Reset || context.RequestAborted.IsCancellationRequested ? null : context.Response.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller gave up or was killed: recorded as a request without an answer.
        }
        finally
        {
            Requests.Complete(request, status);
        }

        Task Usual() => _answer(context, request);
    }
}
