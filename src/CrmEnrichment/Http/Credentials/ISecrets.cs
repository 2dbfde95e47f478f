using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>Secrets by name. Their values never reach a log, a message or an environment variable.</summary>
public interface ISecrets
{
    /// <summary>The secret's text, from the cache where it was read before.</summary>
    /// <exception cref="UpstreamException">The store cannot be reached, or the secret is missing or may not be read.</exception>
    ValueTask<string> ReadAsync(string secretId, CancellationToken ct);

    /// <summary>The secret's text as the store has it now: asked for after a 401, since the secret may have been rotated.</summary>
    /// <exception cref="UpstreamException">As <see cref="ReadAsync"/>.</exception>
    ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct);
}
