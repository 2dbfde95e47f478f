using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.Credentials;

/// <summary>A secret by which we know who calls us: read again every five minutes, so that what was taken out of it is refused soon; and at once, at most
/// once a minute, for a caller whom it does not know, so that what was put into it is accepted.</summary>
internal sealed class FreshSecret<T>(string upstream, string secretId, ISecrets secrets, TimeProvider time, ILogger log, Func<string, string, T> read)
    where T : class
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <summary>Who holds an older value does not wait long for the new one.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private readonly SingleFlight<Held> _reading = new(upstream, time);
    private volatile Held? _held;

    /// <exception cref="UpstreamException">It was never read, and cannot be now.</exception>
    public Task<T> GetAsync(CancellationToken ct) => GetAsync(FreshFor, ct);

    /// <summary>After a refusal.</summary>
    public Task<T> GetNewerAsync(CancellationToken ct) => GetAsync(Pause, ct);

    private async Task<T> GetAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (_held is not { } held)
        {
            return (await _reading.RunAsync(() => ReadAsync(seen: null), ct)).Value;
        }

        if (Age(held.ReadAt) < atMost || Age(held.TriedAt) < Pause)
        {
            return held.Value;
        }

        _held = held with { TriedAt = time.GetUtcNow() };
        using var deadline = Deadline.Start(s_patience, time);
        try
        {
            return (await _reading.RunAsync(() => ReadAsync(held), ct)).Value;
        }
        catch (UpstreamException e)
        {
            HttpLog.NotReadAgain(log, e.Message);
            return held.Value;
        }
    }

    /// <param name="seen">What was not new enough: whoever comes just after a reading takes that one's result.</param>
    private async Task<Held> ReadAsync(Held? seen)
    {
        if (_held is { } held && held.ReadAt != seen?.ReadAt)
        {
            return held;
        }

        using var limit = TimeLimit.Start(s_longest, time);
        try
        {
            var now = time.GetUtcNow();
            return _held = new Held(read(secretId, await secrets.ReadAgainAsync(secretId, limit.Token)), now, now);
        }
        catch (OperationCanceledException e) when (limit.IsOver)
        {
            throw new UpstreamException(upstream, UpstreamFault.Unavailable, $"The secret '{secretId}' could not be read within {s_longest.TotalSeconds:0} s.", inner: e);
        }
    }

    private TimeSpan Age(DateTimeOffset at) => time.GetUtcNow() - at;

    private sealed record Held(T Value, DateTimeOffset ReadAt, DateTimeOffset TriedAt);
}
