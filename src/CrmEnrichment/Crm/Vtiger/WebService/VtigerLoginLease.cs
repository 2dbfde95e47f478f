using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>Lets one process at a time log in as a user: a user has one challenge, and whoever asks for one kills that of the others.</summary>
/// <remarks>It spares refusals and is no lock: a store that is away, or a lease that is not given back, delays a login and does not prevent it.</remarks>
internal sealed class VtigerLoginLease(IStateStore? store, Uri vtiger, UpstreamClients clients)
{
    /// <summary>Of a challenge and a login that both take as long as they may.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks; uneven, so that those who wait together do not look together.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public async Task<T> RunAsync<T>(string user, Func<Task<T>> logIn, CancellationToken ct)
    {
        if (store is not { IsShared: true })
        {
            return await logIn();
        }

        var key = Key(user);
        var isMine = await TakeAsync(key, ct);
        try
        {
            return await logIn();
        }
        finally
        {
            if (isMine)
            {
                // Not deleted: the function for look-ups may put into the table, and not delete.
                await TryAsync(token => store.PutAsync(key, "free", TimeSpan.Zero, token).AsTask());
            }
        }
    }

    /// <returns>False when it was not got in the time that a lease lives, or the store is away.</returns>
    private async Task<bool> TakeAsync(string key, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < s_life;)
        {
            string? holder = null;
            if (!await TryAsync(async token => holder = await store!.PutIfAbsentAsync(key, "login", s_life, token)))
            {
                return false;
            }

            if (holder is null)
            {
                return true;
            }

            var pause = s_pause * (1 + clients.Random.NextDouble());
            waited += pause;
            await Task.Delay(pause, clients.Time, ct);
        }

        return false;
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> call)
    {
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(500), clients.Time);
        try
        {
            await limit.RunAsync(call);
            return true;
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            return false;
        }
    }

    private string Key(string user) => "login/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{vtiger.AbsoluteUri.TrimEnd('/')}\n{user}")));
}
