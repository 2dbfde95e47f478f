using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Sqs;
using CrmEnrichment.Local.Vicidial;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Benchmarks;

/// <summary>VICIdial's Dispo Call URL, called 300 times a second for a minute while the outcomes are written to the CRM; and beside it an endpoint of ASP.NET Core that only writes to such a queue.</summary>
/// <remarks>Calls are sent when they are due, however slow the answers are. A latency counts from that time, so that a stall is in all calls that it delayed.</remarks>
internal static class WebhookLoad
{
    private const int PerSecond = 300;
    private const int Seconds = 60;
    private const int WarmUpSeconds = 5;
    private const int Records = 2000;

    /// <summary>Without a new write for as long, the rest is lost.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly (string Code, string Stage)[] s_outcomes = [("SALE", "Closed Won"), ("XFER", "Negotiation"), ("NI", "Closed Lost")];

    public static async Task<int> RunAsync()
    {
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { Vicidial = new Dictionary<string, string>(StringComparer.Ordinal), KeptRequests = 1000 });
        var written = new ConcurrentDictionary<string, ConcurrentQueue<string>>(StringComparer.Ordinal);
        cloud.Crm.Faults.Always(request => Note(request, written), Fault.Late(TimeSpan.Zero));
        for (var record = 0; record < Records; record++)
        {
            cloud.Crm.Put(new PretendCustomer(IdOf(record), $"ACCT-{record}"));
        }

        await MeasureBareEndpointAsync(cloud);
        return await MeasureDoorAsync(cloud, written) ? 0 : 1;
    }

    private static async Task MeasureBareEndpointAsync(EmbeddedCloud cloud)
    {
        var queue = cloud.Queues.Create("bare.fifo", new QueueSettings { Fifo = true });
        using var sqs = new AmazonSQSClient(new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = cloud.AwsUrl.ToString() });
        await using var bare = await LoopbackServer.StartAsync(IPAddress.Loopback, 0, async context =>
        {
            var body = context.Request.QueryString.Value!;
            await sqs.SendMessageAsync(new SendMessageRequest(queue.Url.ToString(), body) { MessageGroupId = context.Request.Query["vendor_code"], MessageDeduplicationId = context.Request.Query["uniqueid"] }, context.RequestAborted);
            await context.Response.WriteAsync("OK", context.RequestAborted);
        });
        Tell("bare endpoint", await CallAsync(bare.Url, ""));
        queue.Purge();
    }

    /// <returns>Whether every outcome was written, in the order of its record.</returns>
    private static async Task<bool> MeasureDoorAsync(EmbeddedCloud cloud, ConcurrentDictionary<string, ConcurrentQueue<string>> written)
    {
        var answers = await CallAsync(cloud.Http.Url, CallUrlSecret.Value);
        Tell("VicidialCalls", answers);
        var ended = Stopwatch.GetTimestamp();
        for (var (last, since) = (-1, Stopwatch.GetTimestamp()); last < answers.Count && Stopwatch.GetElapsedTime(since) < s_patience;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            var now = written.Values.Sum(stages => stages.Count);
            (last, since) = now > last ? (now, Stopwatch.GetTimestamp()) : (last, since);
        }

        var (inOrder, again) = Compare(written, answers.Count);
        Console.WriteLine($"outcomes in the CRM {Stopwatch.GetElapsedTime(ended).TotalSeconds:0.0} s after the last call: {written.Values.Sum(stages => stages.Count)} of {answers.Count}, {again} written again, {cloud.DeadLetters.Bodies.Count} letters; records in order: {inOrder} of {Records}");
        return inOrder == Records && answers.TrueForAll(answer => answer.IsTaken);
    }

    private static async Task<List<(double Milliseconds, bool IsTaken)>> CallAsync(Uri address, string secret)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { BaseAddress = address };
        var calls = new List<Task<(double, bool)>>();
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < PerSecond * (WarmUpSeconds + Seconds); call++)
        {
            var due = TimeSpan.FromSeconds((double)call / PerSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            calls.Add(OneAsync(http, $"{secret}{UrlOf(call)}", started, due));
        }

        return [.. await Task.WhenAll(calls)];
    }

    private static async Task<(double Milliseconds, bool IsTaken)> OneAsync(HttpClient http, string url, long started, TimeSpan due)
    {
        // On a thread of the pool at once: the next call is due.
        await Task.Yield();
        using var response = await http.GetAsync(url);
        var text = await response.Content.ReadAsStringAsync();
        return ((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds, text is "OK");
    }

    private static void Tell(string who, List<(double Milliseconds, bool IsTaken)> answers)
    {
        var times = answers.Skip(PerSecond * WarmUpSeconds).Select(answer => answer.Milliseconds).ToList();
        Console.WriteLine($"{who,-15}{times.Count} calls at {PerSecond} a second: p50 {Quantile.Of(times, 0.5):0.0} ms, p95 {Quantile.Of(times, 0.95):0.0} ms, p99 {Quantile.Of(times, 0.99):0.0} ms, most {times.Max():0} ms; not taken: {answers.Count(answer => !answer.IsTaken)}");
    }

    /// <summary>One record's outcomes come one after the other, six seconds apart, and each is another than the one before.</summary>
    private static string UrlOf(int call) => CampaignUrl.Fill(CampaignUrl.Dispo, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["lead_id"] = $"{100_000 + (call % Records)}",
        ["dispo"] = OutcomeOf(call / Records).Code,
        ["talk_time"] = "184",
        ["user"] = "1001",
        ["phone_number"] = "3175550142",
        ["vendor_lead_code"] = IdOf(call % Records),
        ["recording_filename"] = "20261129-093000_3175550142",
        ["uniqueid"] = $"1795170000.{call}",
        ["first_name"] = "Dana",
        ["last_name"] = "Example",
    });

    private static (string Code, string Stage) OutcomeOf(int turn) => s_outcomes[turn % s_outcomes.Length];

    private static string IdOf(int record) => string.Create(CultureInfo.InvariantCulture, $"CUST-{record}");

    private static bool Note(RecordedRequest request, ConcurrentDictionary<string, ConcurrentQueue<string>> written)
    {
        if (request.Method is "PATCH" && JsonNode.Parse(request.Content.Span)?["deal_stage"] is { } stage)
        {
            written.GetOrAdd(request.Path.Split('/')[^1], _ => new ConcurrentQueue<string>()).Enqueue(stage.GetValue<string>());
        }

        return false;
    }

    /// <returns>How many records got their outcomes in the order of their calls, and how many outcomes were written more than once.</returns>
    private static (int InOrder, int Again) Compare(ConcurrentDictionary<string, ConcurrentQueue<string>> written, int calls)
    {
        var (inOrder, again) = (0, 0);
        for (var record = 0; record < Records; record++)
        {
            var expected = Enumerable.Range(0, calls).Where(call => call % Records == record).Select(call => OutcomeOf(call / Records).Stage);
            string[] all = written.TryGetValue(IdOf(record), out var stages) ? [.. stages] : [];
            string[] once = [.. all.Where((stage, i) => i == 0 || !string.Equals(stage, all[i - 1], StringComparison.Ordinal))];
            again += all.Length - once.Length;
            inOrder += once.SequenceEqual(expected, StringComparer.Ordinal) ? 1 : 0;
        }

        return (inOrder, again);
    }
}
