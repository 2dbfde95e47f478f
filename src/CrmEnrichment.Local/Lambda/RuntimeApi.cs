using System.Globalization;
using System.Net;
using System.Threading.Channels;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Lambda;

/// <summary>
/// The Runtime API (2018-06-01) for one process: the runtime asks for work and answers it, here are the two ends of that conversation.
/// </summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    /// <summary>Bytes of a request and of an answer.</summary>
    public const int PayloadLimit = 6 * 1024 * 1024;

    /// <summary>Bytes of an asynchronous request.</summary>
    public const int EventLimit = 1024 * 1024;

    private const string Root = "/2018-06-01/runtime/";

    private readonly Channel<Invocation> _work = Channel.CreateUnbounded<Invocation>();
    private readonly TaskCompletionSource<RuntimeAnswer?> _initialised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _restored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _snapStart;
    private Invocation? _current;
    private LoopbackServer? _server;

    private RuntimeApi(bool snapStart) => _snapStart = snapStart;

    /// <summary>Completes with null when the runtime asks for work, with its error object when its init failed.</summary>
    public Task<RuntimeAnswer?> Initialised => _initialised.Task;

    /// <summary>host:port, the form of AWS_LAMBDA_RUNTIME_API.</summary>
    public string Authority => _server!.Url.Authority;

    public static async Task<RuntimeApi> StartAsync(bool snapStart)
    {
        var api = new RuntimeApi(snapStart);
        api._server = await LoopbackServer.StartAsync(IPAddress.Loopback, 0, api.RouteAsync);
        return api;
    }

    /// <summary>Gives the runtime something to do. A snapshotted runtime is restored first.</summary>
    public void HandOver(Invocation invocation)
    {
        _current = invocation;
        _restored.TrySetResult();
        _work.Writer.TryWrite(invocation);
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var route = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..].Split('/') : [];
        return (context.Request.Method, route) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(context),
            ("POST", ["invocation", var id, "response"]) => AnswerAsync(context, id, isError: false),
            ("POST", ["invocation", var id, "error"]) => AnswerAsync(context, id, isError: true),
            ("POST", ["init", "error"]) => InitFailedAsync(context),
            ("GET", ["restore", "next"]) when _snapStart => RestoreAsync(context),
            ("POST", ["restore", "error"]) when _snapStart => RestoreFailedAsync(context),
            _ => RefuseAsync(context, 404, "InvalidRequest", $"The Runtime API does not have {context.Request.Method} {path}"),
        };
    }

    private async Task NextAsync(HttpContext context)
    {
        _initialised.TrySetResult(null);
        var invocation = await _work.Reader.ReadAsync(context.RequestAborted);
        invocation.Taken = true;

        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = invocation.Payload.Length;
        await context.Response.Body.WriteAsync(invocation.Payload, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, string id, bool isError)
    {
        var payload = await ReadAsync(context);
        var current = _current;
        if (current is not { Taken: true } || !string.Equals(current.RequestId, id, StringComparison.Ordinal))
        {
            await RefuseAsync(context, 400, "InvalidRequestID", "Invalid request ID");
        }
        else if (payload.Length > PayloadLimit)
        {
            current.TryAnswer(RuntimeAnswer.ResponseTooLarge());
            await RefuseAsync(context, 413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({PayloadLimit} bytes).");
        }
        else if (current.TryAnswer(new RuntimeAnswer(payload, isError)))
        {
            await AcceptAsync(context);
        }
        else
        {
            await RefuseAsync(context, 400, "InvalidStateTransition", "The invocation has been answered");
        }
    }

    private async Task InitFailedAsync(HttpContext context)
    {
        var error = new RuntimeAnswer(await ReadAsync(context), IsError: true);
        if (_initialised.TrySetResult(error))
        {
            await AcceptAsync(context);
        }
        else
        {
            await RefuseAsync(context, 403, "InvalidStateTransition", "The runtime has initialised");
        }
    }

    private async Task RestoreAsync(HttpContext context)
    {
        // Here the snapshot would be taken: the process stands still until somebody needs it.
        _initialised.TrySetResult(null);
        await _restored.Task.WaitAsync(context.RequestAborted);
    }

    private async Task RestoreFailedAsync(HttpContext context)
    {
        _current?.TryAnswer(new RuntimeAnswer(await ReadAsync(context), IsError: true));
        await AcceptAsync(context);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static Task AcceptAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return context.Response.WriteAsync("""{"status":"OK"}""", context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.Body.WriteAsync(RuntimeAnswer.ErrorObject(type, message), context.RequestAborted).AsTask();
    }
}
