using Amazon.SQS.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class SigningTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sqs")]
    [InlineData("sqs/")]
    [InlineData("two/and~tilde/")]
    public async Task A_Request_Is_Signed_As_The_Specification_Says(string path)
    {
        await using var server = await WireServer.StartAsync();
        var url = new Uri(server.Url, path).AbsoluteUri;
        server.On("POST " + (url.EndsWith('/') ? new Uri(url) : new Uri(url + "/")).AbsolutePath, new WireAnswer(Body: "{}"));
        using var sqs = TestSqsClient.For(url);

        await sqs.DeleteMessageAsync(TestSqsClient.QueueUrl, "handle \"ä\" 漢", TestContext.Current.CancellationToken);

        var request = server.Request;
        SignatureVersion4.Part(request, "Signature=").ShouldBe(SignatureVersion4.Sign(request, TestSqsClient.SecretKey));
        SignatureVersion4.Part(request, "Credential=").ShouldMatch($@"^{TestSqsClient.AccessKey}/\d{{8}}/eu-central-1/sqs/aws4_request$");
        SignatureVersion4.Part(request, "SignedHeaders=").Split(';').ShouldBeSubsetOf(request.Headers.Keys.Select(k => k.ToLowerInvariant()));
        SignatureVersion4.Part(request, "SignedHeaders=").Split(';').ShouldContain("x-amz-target");
    }

    [Fact]
    public async Task Another_Secret_Gives_Another_Signature()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: "{}"));
        using var sqs = TestSqsClient.For(server);

        await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(TestSqsClient.QueueUrl), TestContext.Current.CancellationToken);

        SignatureVersion4.Part(server.Request, "Signature=").ShouldNotBe(SignatureVersion4.Sign(server.Request, "another secret"));
    }
}
