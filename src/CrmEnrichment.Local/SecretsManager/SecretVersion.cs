namespace CrmEnrichment.Local.SecretsManager;

internal sealed record SecretVersion(string Id, string Value, DateTimeOffset CreatedAt);
