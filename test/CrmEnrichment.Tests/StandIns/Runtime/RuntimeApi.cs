using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using CrmEnrichment.Tests.StandIns.Wire;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Runtime;

/// <summary>Lambda's side of the Runtime API. After the last event it holds the poll, as Lambda does, and the test ends the loop there.</summary>
internal static class RuntimeApi
{
    public const string Next = "GET /2018-06-01/runtime/invocation/next";
    public const string RestoreNext = "GET /2018-06-01/runtime/restore/next";
    public const string InitError = "POST /2018-06-01/runtime/init/error";
    public const string RestoreError = "POST /2018-06-01/runtime/restore/error";

    public static string Response(string id) => $"POST /2018-06-01/runtime/invocation/{id}/response";

    public static string Error(string id) => $"POST /2018-06-01/runtime/invocation/{id}/error";

    public static WireServer Invoke(this WireServer server, string id, string payload, params (string Name, string Value)[] headers) =>
        server.On(Next, new WireAnswer(200, payload, [("Lambda-Runtime-Aws-Request-Id", id), .. headers]));

    public static WireServer Accept(this WireServer server, params string[] calls) =>
        calls.Aggregate(server, static (s, call) => s.On(call, new WireAnswer(202, """{"status":"OK"}""")));

    public static WireRequest Sent(this WireServer server, string call) => server.Requests.Single(r => call.Equals($"{r.Method} {r.Target}", StringComparison.Ordinal));

    /// <summary>Runs the loop until it has nothing left to do.</summary>
    public static async Task RunUntilIdleAsync(this WireServer server, LambdaBootstrapBuilder function)
    {
        server.Hold(Next);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var bootstrap = server.Bootstrap(function);
        var loop = bootstrap.RunAsync(stop.Token);

        // A loop that ended by itself has failed: its exception says more than a wait in vain.
        await await Task.WhenAny(server.Held, loop);
        await stop.CancelAsync();
        await loop;
    }

    public static LambdaBootstrap Bootstrap(this WireServer server, LambdaBootstrapBuilder function) =>
        function.ConfigureOptions(o => o.RuntimeApiEndpoint = server.Url.Authority).Build();

    public static LambdaBootstrapBuilder Function<TOutput>(Func<string, ILambdaContext, Task<TOutput>> handler) =>
        LambdaBootstrapBuilder.Create(handler, new PlainSerializer());
}
