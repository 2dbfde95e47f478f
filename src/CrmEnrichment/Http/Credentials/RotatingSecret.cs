using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>A secret that may have been rotated since it was read. Refused once, it is read again. Refused twice, its credentials cool down.</summary>
internal sealed class RotatingSecret(string upstream, string secretId, ISecrets secrets, UpstreamClients clients, CoolDown coolDown)
{
    private volatile bool _suspect;

    /// <summary>The next use reads the secret from its store.</summary>
    public void Suspect() => _suspect = true;

    /// <summary>Uses the secret. The use throws with <see cref="UpstreamFault.AuthRefused"/> when the secret is refused.</summary>
    /// <remarks>Takes no caller's token, since callers share it (<see cref="SingleFlight{T}"/>): it has a limit of its own.</remarks>
    public async Task<T> UseAsync<T>(Func<SecretDocument, CancellationToken, Task<T>> use)
    {
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(clients.Options.CredentialsBudgetMs), clients.Time);
        try
        {
            return await UseAsync(use, limit.Token);
        }
        catch (OperationCanceledException e) when (limit.IsOver)
        {
            throw new UpstreamException(upstream, UpstreamFault.Unavailable, $"{upstream}: the credentials could not be fetched within {limit.Length.TotalMilliseconds:0} ms.", inner: e) { IsTimeout = true };
        }
    }

    /// <summary>The same for one caller, with its own token and limits.</summary>
    public async Task<T> UseAsync<T>(Func<SecretDocument, CancellationToken, Task<T>> use, CancellationToken ct)
    {
        if (!_suspect)
        {
            try
            {
                return await use(Document(await secrets.ReadAsync(secretId, ct)), ct);
            }
            catch (UpstreamException e) when (e.Fault == UpstreamFault.AuthRefused)
            {
                _suspect = true;
            }
        }

        try
        {
            var result = await use(Document(await secrets.ReadAgainAsync(secretId, ct)), ct);
            _suspect = false;
            return result;
        }
        catch (UpstreamException e) when (e.Fault == UpstreamFault.AuthRefused)
        {
            HttpLog.Refused(clients.Log, upstream);
            clients.Metrics.Count(MetricNames.AuthFailure, "Upstream", upstream);
            throw coolDown.Begin(e.Message);
        }
    }

    private SecretDocument Document(string text) => new(upstream, secretId, text);
}
