using System.Net.Http.Headers;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>Credentials that are fetched with a secret and kept as long as they are valid. Callers that wait at the same time share one fetch.</summary>
public abstract class HeldCredentials : ICredentials
{
    private readonly TimeProvider _time;
    private readonly CoolDown _coolDown;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<AuthenticationHeaderValue> _fetching;
    private volatile Held? _held;

    private protected HeldCredentials(string upstream, string secretId, ISecrets secrets, UpstreamClients clients)
    {
        _time = clients.Time;
        _coolDown = new(upstream, clients);
        _secret = new(upstream, secretId, secrets, clients, _coolDown);
        _fetching = new(upstream, clients.Time);
    }

    /// <summary>The message of the cool-down, after new credentials were refused too: whose they are and what to check.</summary>
    private protected abstract string Refused { get; }

    /// <summary>Whether the credentials are the secret itself, so that a refusal means that the secret has changed.</summary>
    private protected virtual bool IsTheSecretItself => false;

    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/> when the secret is refused.</exception>
    private protected abstract Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct);

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct)
    {
        _coolDown.ThrowDuring();
        return Fresh() ?? await _fetching.RunAsync(FetchAsync, ct);
    }

    public ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct)
    {
        if (_held is { } held && held.Header.Equals(refused))
        {
            if (IsTheSecretItself)
            {
                // Before the credentials are dropped: a fetch in between must not get the same ones again.
                _secret.Suspect();
            }

            Interlocked.CompareExchange(ref _held, null, held);
        }

        return GetAsync(ct);
    }

    public void CoolDown()
    {
        Drop();
        _coolDown.Begin(Refused);
    }

    public void Forget()
    {
        Drop();
        _coolDown.End();
    }

    private void Drop()
    {
        _secret.Suspect();
        _held = null;
    }

    private AuthenticationHeaderValue? Fresh() => _held is { } held && _time.GetUtcNow() < held.Until ? held.Header : null;

    private async Task<AuthenticationHeaderValue> FetchAsync()
    {
        if (Fresh() is { } header)
        {
            return header;
        }

        var held = await _secret.UseAsync(FetchAsync);
        _held = held;
        return held.Header;
    }

    /// <param name="Until">When they are renewed without a refusal.</param>
    private protected sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
