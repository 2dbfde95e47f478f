using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Platforms;

/// <summary>What platforms said that ids are called, for hours: in memory, and in the state store, so that a new process does not ask again.</summary>
/// <remarks>That an id has no name, or one that may not be read, is remembered for minutes only. A store that is away or slow costs a question to the platform, never an answer.</remarks>
internal sealed partial class NameCache(IStateStore store, TimeProvider time, ILogger<NameCache> log)
{
    private const string Prefix = "name/";

    private const string None = "";

    /// <summary>Characters: some thousand names.</summary>
    private const long MostNear = 1_000_000;

    private static readonly TimeSpan s_near = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_known = TimeSpan.FromHours(12);
    private static readonly TimeSpan s_unknown = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    private readonly BoundedMemory<string> _near = new(time, MostNear, static name => name.Length);

    /// <param name="key">Platform, kind and id.</param>
    /// <param name="ask">Asks the platform; null for an id without a name, or with one that may not be read.</param>
    /// <param name="ct">Ends the question.</param>
    /// <exception cref="UpstreamException">The platform does not answer. That is not remembered.</exception>
    public async Task<string?> GetAsync(string key, Func<CancellationToken, Task<string?>> ask, CancellationToken ct)
    {
        if (_near.Get(key) is { } near)
        {
            return near is None ? null : near;
        }

        string? known = null;
        await TryAsync("read", async token => known = await store.GetAsync(Prefix + key, token), ct);
        if (known is null)
        {
            known = await ask(ct) ?? None;
            await TryAsync("written", token => store.PutAsync(Prefix + key, known, known is None ? s_unknown : s_known, token).AsTask(), ct);
        }

        _near.Put(key, known, known is None ? s_unknown : s_near);
        return known is None ? null : known;
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task> call, CancellationToken ct)
    {
        if (!store.IsShared)
        {
            return;
        }

        using var limit = TimeLimit.Start(s_patience, time, ct);
        try
        {
            await limit.RunAsync(call);
        }
        catch (Exception e) when (e is UpstreamException || (e is OperationCanceledException && limit.IsOver))
        {
            Away(log, what, e.Message);
        }
    }

    [LoggerMessage(411, LogLevel.Warning, "Names of ids not {What} in the state store; the platform is asked instead: {Reason}")]
    private static partial void Away(ILogger log, string what, string reason);
}
