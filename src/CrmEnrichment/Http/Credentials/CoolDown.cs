using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>The time in which refused credentials are not tried: more tries would only get the client locked out.</summary>
internal sealed class CoolDown(string upstream, UpstreamClients clients)
{
    private Refusal? _refusal;

    /// <returns>The exception to throw.</returns>
    public UpstreamException Begin(string message)
    {
        var refusal = new Refusal(message, clients.Time.GetUtcNow().AddSeconds(clients.Options.RestAfterRefusalSeconds));
        _refusal = refusal;
        return refusal.Exception(upstream);
    }

    public void ThrowDuring()
    {
        if (_refusal is { } refusal && clients.Time.GetUtcNow() < refusal.Until)
        {
            throw refusal.Exception(upstream);
        }
    }

    public void End() => _refusal = null;

    private sealed record Refusal(string Message, DateTimeOffset Until)
    {
        public UpstreamException Exception(string upstream) => new(upstream, UpstreamFault.AuthRefused, Message, Until);
    }
}
