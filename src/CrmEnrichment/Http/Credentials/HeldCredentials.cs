using System.Net.Http.Headers;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>Credentials that are got with a secret and held for as long as they last. One fetch serves all who wait for it.</summary>
public abstract class HeldCredentials : ICredentials
{
    private readonly TimeProvider _time;
    private readonly CoolDown _rest;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<AuthenticationHeaderValue> _fetching;
    private volatile Held? _held;

    private protected HeldCredentials(string upstream, string secretId, ISecrets secrets, UpstreamClients clients)
    {
        _time = clients.Time;
        _rest = new(upstream, clients);
        _secret = new(upstream, secretId, secrets, clients, _rest);
        _fetching = new(upstream, clients.Time);
    }

    /// <summary>What is said while credentials rest that are refused even when new: who, and what to check.</summary>
    private protected abstract string Refused { get; }

    /// <summary>Whether a refusal can only mean that the secret has changed.</summary>
    private protected virtual bool IsTheSecretItself => false;

    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/> when the secret does not do.</exception>
    private protected abstract Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct);

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct)
    {
        _rest.ThrowWhileResting();
        return Fresh() ?? await _fetching.RunAsync(FetchAsync, ct);
    }

    public ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct)
    {
        if (_held is { } held && held.Header.Equals(refused))
        {
            if (IsTheSecretItself)
            {
                // Before it is let go: who fetches in between must not get the same again.
                _secret.Suspect();
            }

            Interlocked.CompareExchange(ref _held, null, held);
        }

        return GetAsync(ct);
    }

    public void Rest()
    {
        Drop();
        _rest.Begin(Refused);
    }

    public void Forget()
    {
        Drop();
        _rest.End();
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

    /// <param name="Until">When they are got anew without being refused first.</param>
    private protected sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
