namespace CrmEnrichment.Local;

/// <summary>The AWS account that the local cloud pretends to be.</summary>
internal static class Account
{
    public const string Id = "123456789012";

    public const string Region = "us-east-1";
}
