namespace CrmEnrichment.Local.SecretsManager;

internal sealed record Secret(string Name, SecretVersion Current, SecretVersion? Previous)
{
    // The six characters are Secrets Manager's own random suffix; here always the same.
    public string Arn { get; } = $"arn:aws:secretsmanager:{Account.Region}:{Account.Id}:secret:{Name}-LoCaL1";
}
