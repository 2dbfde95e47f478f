using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Campaign.Journal;

namespace CrmEnrichment.Benchmarks;

/// <summary>How long after the last event of a call its entry reaches the CRM, through the functions of the local cloud. Genesys and the CRM take 50 ms for each answer.</summary>
internal static class JournalLatency
{
    private const int Calls = 300;
    private const int WarmUp = 20;
    private const int AtOnce = 2;

    private static readonly TimeSpan s_upstream = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Journal = new Dictionary<string, string>(StringComparer.Ordinal),
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Genesys__MaxEventAge"] = "3650.00:00:00" },
        });
        var written = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        cloud.Genesys.Faults.Always(_ => true, Fault.Late(s_upstream));
        cloud.Crm.Faults.Always(request => Note(request, written), Fault.Late(s_upstream));
        var dice = new Random(7);
        var customers = Enumerable.Range(0, 50).Select(i => (Id: $"c-{i}", Number: $"+1317556{i:0000}")).ToList();
        foreach (var (id, number) in customers)
        {
            cloud.Crm.Put(new PretendCustomer(id, $"ACCT-{id}") { Phones = [number] });
        }

        var calls = new List<CampaignCall>();
        while (calls.Count < WarmUp + Calls)
        {
            // Where the wrap-up is known before the customer's end, the entry is due at once.
            if (CampaignCall.Throw(dice, customers) is { Kind: "answered" or "transferred" } call)
            {
                calls.Add(call);
            }
        }

        var times = new List<double>();
        foreach (var some in calls.Chunk(AtOnce))
        {
            var taken = await Task.WhenAll(some.Select(call => PlayAsync(cloud, call, written)));
            times.AddRange(taken);
        }

        var warm = times.Skip(WarmUp).ToList();
        Console.WriteLine($"{Calls} calls, {AtOnce} at once; from the last event to the entry in the CRM: p50 {Quantile.Of(warm, 0.5):0} ms, p95 {Quantile.Of(warm, 0.95):0} ms, most {warm.Max():0} ms; the first {times[0]:0} ms");
        Console.WriteLine($"Requests for {calls.Count} calls: CRM {cloud.Crm.Requests.All.Count}, Genesys {cloud.Genesys.Requests.All.Count}");
        return 0;
    }

    private static async Task<double> PlayAsync(EmbeddedCloud cloud, CampaignCall call, ConcurrentDictionary<string, long> written)
    {
        foreach (var text in call.Events.SkipLast(1))
        {
            await cloud.LogInteraction.InvokeAsync(Encoding.UTF8.GetBytes(text));
        }

        var ended = Stopwatch.GetTimestamp();
        await cloud.LogInteraction.InvokeAsync(Encoding.UTF8.GetBytes(call.Events[^1]));
        while (!written.ContainsKey(call.TrackingId))
        {
            if (Stopwatch.GetElapsedTime(ended) > s_longest)
            {
                throw new InvalidOperationException($"No entry of {call.Kind} {call.TrackingId} after {s_longest.TotalSeconds:0} s; {cloud.DeadLetters.Bodies.Count} letters.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        // The request was noted when it came, and is answered after the upstream's time.
        return (Stopwatch.GetElapsedTime(ended, written[call.TrackingId]) + s_upstream).TotalMilliseconds;
    }

    private static bool Note(RecordedRequest request, ConcurrentDictionary<string, long> written)
    {
        if (request.Method is "POST" && request.Path.EndsWith("/activities", StringComparison.Ordinal))
        {
            var body = Encoding.UTF8.GetString(request.Content.Span);
            var at = body.IndexOf("genesys-", StringComparison.Ordinal);
            written.TryAdd(body[at..(at + "genesys-".Length + 36)], Stopwatch.GetTimestamp());
        }

        return true;
    }
}
