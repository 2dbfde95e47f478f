using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>How one kind of login is asked for a token (RFC 6749, 4), and what its answer holds beside it.</summary>
internal abstract class TokenGrant
{
    /// <summary>How long a token is kept whose answer does not say. Genesys Cloud's shortest life.</summary>
    public virtual TimeSpan LifeUnlessSaid => TimeSpan.FromMinutes(5);

    /// <summary>The member of the answer in which the token lies; null where it lies in the answer itself, as RFC 6749 has it.</summary>
    public virtual string? Within => null;

    /// <summary>The request, relative to the login's address.</summary>
    /// <exception cref="UpstreamException">The secret lacks something.</exception>
    public abstract HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now);

    /// <summary>What to check when the client is refused; one sentence.</summary>
    public abstract string Fix(string secretId);

    /// <summary>Takes what else a good answer holds.</summary>
    /// <exception cref="UpstreamException">It cannot be used.</exception>
    public virtual void Accept(JsonElement answer)
    {
    }
}
