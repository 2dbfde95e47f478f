using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Wire;

/// <summary>A real server on loopback that answers what it was told, call by call; any other call fails the test.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<WireAnswer?>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly ConcurrentQueue<string> _unregistered = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WireServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // Lambda takes headers of 1 MiB: the official runtime puts the stack of an error into one.
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024);
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    public WireRequest Request => Requests.ShouldHaveSingleItem();

    /// <summary>Each call, and whatever the test adds, in the order of happening.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Ends when a call arrived that is never answered.</summary>
    public Task Held => _held.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public static async Task<WireServer> StartAsync()
    {
        var server = new WireServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Answers the next call of this kind that has no answer yet.</summary>
    public WireServer On(string call, WireAnswer answer) => Register(call, answer);

    /// <summary>Leaves the next call of this kind without an answer until its caller gives up.</summary>
    public WireServer Hold(string call) => Register(call, null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _unregistered.ShouldBeEmpty("calls that the test did not register");
    }

    private WireServer Register(string call, WireAnswer? answer)
    {
        _answers.GetOrAdd(call, static _ => new()).Enqueue(answer);
        return this;
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new WireRequest(context.Request.Method, target, headers, body.ToArray()));
        var call = $"{context.Request.Method} {target}";
        Log.Enqueue(call);
        if (!_answers.TryGetValue(call, out var answers) || !answers.TryDequeue(out var answer))
        {
            _unregistered.Enqueue(call);
            context.Response.StatusCode = 418;
            return;
        }

        if (answer is null)
        {
            _held.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        await WriteAsync(context.Response, answer);
    }

    private static async Task WriteAsync(HttpResponse response, WireAnswer answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await response.WriteAsync(answer.Body);
    }
}
