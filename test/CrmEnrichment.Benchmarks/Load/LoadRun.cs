using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Tests;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>Many events through the local cloud in one run, at a steady rate, with <see cref="LoadFaults"/>; then everything is replayed, and each event is looked for.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    /// <summary>As many processes at once as two processors carry.</summary>
    private const int AtOnce = 8;

    /// <summary>Of the callers, one in eleven is nobody's customer; the step spreads them over the run.</summary>
    private const int Customers = 20_000, Callers = 22_000, Step = 7_919;

    private static readonly TimeSpan s_schedule = TimeSpan.FromSeconds(5), s_patience = TimeSpan.FromMinutes(10);

    private readonly EmbeddedCloud _cloud;
    private readonly LoadOptions _options;
    private readonly LoadFaults _faults;
    private readonly LoadSeries _series;
    private readonly ConcurrentDictionary<string, int> _writes = new(StringComparer.Ordinal);
    private readonly string[] _conversations;
    private int _begun;

    private LoadRun(EmbeddedCloud cloud, LoadOptions options)
    {
        (_cloud, _options) = (cloud, options);
        _faults = new LoadFaults(cloud, options.Events, () => Volatile.Read(ref _begun));
        _series = new LoadSeries(cloud);
        var dice = new Random(1);
        _conversations = [.. Enumerable.Range(0, options.Events).Select(_ => Id(dice))];
    }

    public static async Task<LoadRun> StartAsync(LoadOptions options)
    {
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            KeptRequests = 5_000,
            RetryDelays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Healing__FirstPause"] = "00:00:05", ["Genesys__Topics__0"] = "customer.start" },
        });

        // The limit of one token is far below this rate. docs/scaling.md says what it means for a deployment.
        cloud.Genesys.RateLimit = int.MaxValue;
        await cloud.Lambda.DefineAsync(cloud.EnrichInteraction.Definition with { MaxConcurrency = AtOnce });
        foreach (var i in Enumerable.Range(0, Customers))
        {
            cloud.Crm.Put(new($"c-{i}", $"ACCT-{i}") { Phones = [Number(i)] });
        }

        return new LoadRun(cloud, options);
    }

    public async Task<LoadResult> RunAsync(TextWriter told)
    {
        _faults.Begin(conversation => _writes.AddOrUpdate(conversation, 1, (_, count) => count + 1));
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        using var over = new CancellationTokenSource();
        var beside = Task.WhenAll(HealAsync(over.Token), _series.SampleAsync(over.Token));
        await Parallel.ForAsync(0, _options.Events, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var due = TimeSpan.FromSeconds((double)i / _options.Rate);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, TimeProvider.System, CancellationToken.None);
            }

            Interlocked.Increment(ref _begun);
            _faults.Advance(i);
            var handed = Stopwatch.GetTimestamp();
            var outcome = await _cloud.EnrichInteraction.InvokeEventAsync(Event(i), CancellationToken.None);
            _series.Add(Stopwatch.GetElapsedTime(handed));
            outcomes.AddOrUpdate(Outcome(outcome), 1, (_, count) => count + 1);
            if (i % 10_000 == 9_999)
            {
                await told.WriteLineAsync($"  {i + 1} events after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {_cloud.DeadLetters.Bodies.Count} letters, working set at most {_series.Memory:0} MiB");
            }
        });
        var took = Stopwatch.GetElapsedTime(started);
        _faults.End();
        await over.CancelAsync();
        await beside;
        var kept = _cloud.DeadLetters.Bodies.Count;
        var healed = await ReplayAsync();
        var written = _conversations.Count(_writes.ContainsKey);
        return new LoadResult
        {
            Events = _options.Events,
            Rate = _options.Rate,
            Seconds = took.TotalSeconds,
            Outcomes = outcomes.ToDictionary(StringComparer.Ordinal),
            Faults = _faults.Strikes,
            Kills = _faults.Kills,
            LettersAtTheEnd = kept,
            LettersAfterReplay = _cloud.DeadLetters.Bodies.Count + _cloud.Parked.Bodies.Count,
            Replayed = healed,
            Written = written,
            WrittenAgain = _writes.Values.Count(count => count > 1),
            Lost = _options.Events - written,
            Phases = _faults.Phases,
            Points = _series.Points,
        };
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    private static string Number(int caller) => $"+1317{5_560_000 + caller:0000000}";

    private static string Id(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static string Outcome(EventOutcome outcome)
    {
        if (!outcome.Succeeded)
        {
            return "on-failure record";
        }

        return JsonElement.Parse(outcome.Last.Text).EnumerateObject().First(member => member.Name.Equals("outcome", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
    }

    private ReadOnlyMemory<byte> Event(int i)
    {
        var conversation = _conversations[i];
        var text = PartnerEvent.Write(conversation, "customer.start", conversation, TimeProvider.System.GetUtcNow(), Number((int)((long)i * Step % Callers)), () => Guid.NewGuid().ToString());
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    /// <summary>As the schedule does, only more often.</summary>
    private async Task HealAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(s_schedule, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _cloud.ReplayDeadLetters.InvokeAsync("""{"healing": true, "rate": 100}"""u8.ToArray(), CancellationToken.None);
        }
    }

    /// <summary>The engineer on call, after the storm. What was parked only for its many attempts is put back.</summary>
    private async Task<int> ReplayAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        var done = 0;
        while (_cloud.DeadLetters.Bodies.Count + _cloud.Parked.Bodies.Count > 0 && Stopwatch.GetElapsedTime(begun) < s_patience)
        {
            foreach (var letter in _cloud.Parked.Bodies)
            {
                _cloud.DeadLetters.Send(letter);
            }

            _cloud.Parked.Purge();
            var result = await _cloud.ReplayDeadLetters.InvokeAsync("""{"rate": 1000, "includePermanent": true}"""u8.ToArray());
            done += result.Succeeded ? JsonElement.Parse(result.Payload.Span).GetProperty("done").GetInt32() : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }

        return done;
    }
}
