namespace CrmEnrichment.Cli.Deployed;

/// <summary>An AWS service that we only read from.</summary>
/// <param name="Name">In messages.</param>
/// <param name="Id">The SDK's, out of which it makes <c>AWS_ENDPOINT_URL_LAMBDA</c>.</param>
/// <param name="Prefix">Host name and signing name.</param>
/// <param name="Version">Of the API, by its date.</param>
internal sealed record AwsService(string Name, string Id, string Prefix, string Version)
{
    public static AwsService Lambda { get; } = new("AWS Lambda", "Lambda", "lambda", "2015-03-31");

    public static AwsService CloudFormation { get; } = new("AWS CloudFormation", "CloudFormation", "cloudformation", "2010-05-15");
}
