using System.Text;

namespace CrmEnrichment.Benchmarks;

/// <summary>The two calls between the two that every Lambda function makes to the Runtime API: what is left of the distance is ours.</summary>
internal static class BareFunction
{
    /// <summary>The variable that tells the function where the upstream is.</summary>
    public const string UpstreamUrl = "BENCHMARK_UPSTREAM_URL";

    private static readonly byte[] s_report = Encoding.UTF8.GetBytes("""{"outcome":"Enriched"}""");

    public static async Task<int> RunAsync(string runtimeApi)
    {
        using var calls = new TwoCalls(new Uri(Environment.GetEnvironmentVariable(UpstreamUrl)!));
        using var runtime = new HttpClient { BaseAddress = new Uri($"http://{runtimeApi}/2018-06-01/runtime/invocation/"), Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            using var next = await runtime.GetAsync("next");
            await next.Content.ReadAsByteArrayAsync();
            await calls.MakeAsync();
            using var report = new ByteArrayContent(s_report);
            using var accepted = await runtime.PostAsync($"{next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single()}/response", report);
        }
    }
}
