namespace CrmEnrichment.Cli.Deployed;

/// <summary>An AWS service, as we call it.</summary>
/// <param name="Name">In messages.</param>
/// <param name="Id">The SDK's, out of which it makes <c>AWS_ENDPOINT_URL_LAMBDA</c>.</param>
/// <param name="Prefix">Host name and signing name.</param>
/// <param name="Version">Of the API, by its date.</param>
/// <param name="Timeout">For one attempt.</param>
/// <param name="Retries">None for a call that starts work.</param>
internal sealed record AwsService(string Name, string Id, string Prefix, string Version, TimeSpan Timeout, int Retries)
{
    private static readonly TimeSpan s_aPersonWaits = TimeSpan.FromSeconds(10);

    public static AwsService Lambda { get; } = new("AWS Lambda", "Lambda", "lambda", "2015-03-31", s_aPersonWaits, Retries: 2);

    /// <summary>A function answers when its work is done.</summary>
    public static AwsService Invocations { get; } = Lambda with { Timeout = TimeSpan.FromSeconds(90), Retries = 0 };

    public static AwsService CloudFormation { get; } = new("AWS CloudFormation", "CloudFormation", "cloudformation", "2010-05-15", s_aPersonWaits, Retries: 2);
}
