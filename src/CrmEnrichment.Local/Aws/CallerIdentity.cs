using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Aws;

/// <summary>STS's GetCallerIdentity, in AWS's older query protocol: a form in, XML out. Whoever asks is the same user.</summary>
internal static class CallerIdentity
{
    public const string Arn = $"arn:aws:iam::{Account.Id}:user/on-call";

    public const string ContentType = "text/xml";

    public const string Answer = $"""
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>{Arn}</Arn>
            <UserId>AIDAEXAMPLE</UserId>
            <Account>{Account.Id}</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """;

    public static bool IsAskedBy(RecordedRequest request) =>
        request.Operation is null && request.Body.Split('&').Contains("Action=GetCallerIdentity", StringComparer.Ordinal);
}
