using System.Collections.Concurrent;

namespace CrmEnrichment.Local.Genesys;

/// <summary>The access tokens that were given out, and what each may still do.</summary>
internal sealed class Tokens(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);

    public Token Issue(TimeSpan life)
    {
        var token = new Token($"local-{Guid.NewGuid():N}", time.GetUtcNow() + life, time);
        return _tokens[token.Value] = token;
    }

    public void RevokeAll() => _tokens.Clear();

    /// <returns>Null for a token that is unknown, revoked or expired.</returns>
    public Token? Find(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) is true
        && _tokens.GetValueOrDefault(authorization["Bearer ".Length..]) is { } token
        && token.ExpiresAt > time.GetUtcNow()
            ? token
            : null;
}
