using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Benchmarks;

/// <summary>How long an agent waits for the screen pop: the page with what the cache has, and the rest, with a CRM that takes 600 ms.</summary>
internal static class ScreenPopLatency
{
    private const int Callers = 200;
    private const int WarmUp = 10;

    private static readonly TimeSpan s_crm = TimeSpan.FromMilliseconds(600);

    public static async Task<int> RunAsync()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            ScreenPop = new Dictionary<string, string>(StringComparer.Ordinal),
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Crm__Sources__0__Fields__name"] = "name", ["ScreenPop__RequestsPerMinute"] = "100000" },
        });
        cloud.Crm.Faults.Always(_ => true, Fault.Late(s_crm));
        for (var caller = 0; caller < WarmUp + Callers; caller++)
        {
            cloud.Crm.Put(new PretendCustomer($"CUST-{caller}", $"ACCT-{caller}") { Phones = [NumberOf(caller)], LoyaltyTier = "Gold", Extra = new JsonObject { ["name"] = $"Caller {caller}" } });
        }

        using var http = new HttpClient { BaseAddress = cloud.Http.Url };
        var started = Stopwatch.GetTimestamp();
        await OpenAsync(http, "screenpop", 0);
        Console.WriteLine($"the first page of a process: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        var (unknown, whole, cached) = (new List<double>(), new List<double>(), new List<double>());
        for (var caller = 1; caller < WarmUp + Callers; caller++)
        {
            var first = await OpenAsync(http, "screenpop", caller);
            var rest = await OpenAsync(http, "screenpop/rest", caller);
            var again = await OpenAsync(http, "screenpop", caller);
            if (caller >= WarmUp)
            {
                unknown.Add(first);
                whole.Add(first + rest);
                cached.Add(again);
            }
        }

        Tell("first content, customer in the cache", cached);
        Tell("first content, nobody in the cache", unknown);
        Tell("complete, nobody in the cache", whole);
        return 0;
    }

    private static async Task<double> OpenAsync(HttpClient http, string page, int caller)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await http.GetAsync($"{ScreenPopSecrets.Key}/{page}?phone={WebUtility.UrlEncode(NumberOf(caller))}");
        var text = await response.Content.ReadAsStringAsync();
        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return response.StatusCode is HttpStatusCode.OK && text.Contains("id=\"pop\"", StringComparison.Ordinal) ? taken : throw new InvalidOperationException($"The screen pop answered {(int)response.StatusCode}.");
    }

    private static void Tell(string what, List<double> times) =>
        Console.WriteLine($"{what,-38}{Callers} pages: p50 {Quantile.Of(times, 0.5):0} ms, p95 {Quantile.Of(times, 0.95):0} ms, p99 {Quantile.Of(times, 0.99):0} ms, most {times.Max():0} ms");

    private static string NumberOf(int caller) => $"+1317557{caller:0000}";
}
