using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>How one kind of login is asked for a token (RFC 6749, section 4), and what else its answer holds.</summary>
internal abstract class TokenGrant
{
    /// <summary>How long a token is kept when the answer does not say. One that ends before is renewed after its 401.</summary>
    public virtual TimeSpan LifeUnlessSaid => TimeSpan.FromMinutes(5);

    /// <summary>The member of the answer that holds the token; null when the answer itself holds it (RFC 6749).</summary>
    public virtual string? Within => null;

    /// <summary>The request, relative to the login's address.</summary>
    /// <exception cref="UpstreamException">The secret lacks something.</exception>
    public abstract HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now);

    /// <summary>What to check when the client is refused; one sentence.</summary>
    public abstract string Fix(string secretId);

    /// <summary>Reads what else a good answer holds.</summary>
    /// <exception cref="UpstreamException">It cannot be used.</exception>
    public virtual void Accept(JsonElement answer)
    {
    }
}
