namespace CrmEnrichment.Http.Credentials;

/// <summary>A key that is sent unchanged: <c>Authorization: Bearer …</c>, from a secret such as <c>{"api_key": "…"}</c>.</summary>
public sealed class BearerKey : HeldCredentials
{
    private readonly string _upstream;
    private readonly string _secretId;
    private readonly string _member;

    /// <summary>For the upstream of that name; the key is the secret's named member.</summary>
    public BearerKey(string upstream, string secretId, ISecrets secrets, UpstreamClients clients, string member = "api_key")
        : base(upstream, secretId, secrets, clients) =>
        (_upstream, _secretId, _member) = (upstream, secretId, member);

    private protected override string Refused => $"{_upstream}: the key is refused. Check the member '{_member}' of the secret '{_secretId}'.";

    private protected override bool IsTheSecretItself => true;

    private protected override Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct) =>
        Task.FromResult(new Held(new("Bearer", secret.Member(_member, "the key")), DateTimeOffset.MaxValue));
}
