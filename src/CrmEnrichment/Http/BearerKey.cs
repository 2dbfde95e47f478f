using System.Net.Http.Headers;

namespace CrmEnrichment.Http;

/// <summary>A key that is sent as it is: <c>Authorization: Bearer …</c>, from a secret such as <c>{"api_key": "…"}</c>.</summary>
public sealed class BearerKey : ICredentials
{
    private readonly string _upstream;
    private readonly string _secretId;
    private readonly string _member;
    private readonly RefusalRest _rest;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<AuthenticationHeaderValue> _reading;
    private volatile AuthenticationHeaderValue? _current;

    /// <summary>For the upstream of that name; the key is the secret's named member.</summary>
    public BearerKey(string upstream, string secretId, ISecrets secrets, UpstreamClients clients, string member = "api_key")
    {
        (_upstream, _secretId, _member) = (upstream, secretId, member);
        _rest = new(upstream, clients);
        _secret = new(upstream, secretId, secrets, clients, _rest);
        _reading = new(upstream, clients.Time);
    }

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct)
    {
        _rest.ThrowWhileResting();
        return _current ?? await _reading.RunAsync(ReadAsync, ct);
    }

    public ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct)
    {
        if (refused.Equals(_current))
        {
            Drop();
        }

        return GetAsync(ct);
    }

    public void Rest()
    {
        Drop();
        _rest.Begin($"{_upstream}: the key is refused. Check the member '{_member}' of the secret '{_secretId}'.");
    }

    public void Forget()
    {
        Drop();
        _rest.End();
    }

    private void Drop()
    {
        _secret.Suspect();
        _current = null;
    }

    private async Task<AuthenticationHeaderValue> ReadAsync() =>
        _current ??= await _secret.UseAsync((secret, _) => Task.FromResult(new AuthenticationHeaderValue("Bearer", secret.Member(_member, "the key"))));
}
