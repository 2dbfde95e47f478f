using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class ErrorMappingTests
{
    [Fact]
    public async Task A_Missing_Queue_Has_Its_Own_Exception_And_Its_Old_Code()
    {
        var e = await FailAsync<QueueDoesNotExistException>(new WireAnswer(
            400,
            """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""",
            ("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"),
            ("x-amzn-RequestId", "1234")));

        e.Message.ShouldBe("The specified queue does not exist.");
        e.ErrorCode.ShouldBe("AWS.SimpleQueueService.NonExistentQueue");
        e.ErrorType.ShouldBe(ErrorType.Sender);
        e.RequestId.ShouldBe("1234");
        e.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_Stale_Receipt_Handle_Has_Its_Own_Exception()
    {
        var e = await FailAsync<ReceiptHandleIsInvalidException>(new WireAnswer(400, """{"__type":"com.amazonaws.sqs#ReceiptHandleIsInvalid"}"""));

        e.ErrorCode.ShouldBe("ReceiptHandleIsInvalid");
    }

    [Fact]
    public async Task The_Type_May_Stand_In_A_Header()
    {
        await FailAsync<QueueDoesNotExistException>(new WireAnswer(400, "{}", ("x-amzn-ErrorType", "QueueDoesNotExist:http://internal.amazon.com/coral/")));
    }

    [Fact]
    public async Task An_Unknown_Error_Is_The_Exception_Of_The_Service()
    {
        var e = await FailAsync<AmazonSQSException>(new WireAnswer(403, """{"__type":"AccessDeniedException","Message":"no"}"""));

        e.GetType().ShouldBe(typeof(AmazonSQSException));
        (e.ErrorCode, e.Message).ShouldBe(("AccessDeniedException", "no"));
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[1]")]
    public async Task An_Answer_That_Is_Not_The_Service_s_Is_Quoted(string body)
    {
        var e = await FailAsync<AmazonSQSException>(new WireAnswer(413, body));

        e.Message.ShouldContain(body);
        e.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<TException> FailAsync<TException>(WireAnswer answer)
        where TException : Exception
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", answer);
        using var sqs = TestSqsClient.For(server);
        return await Should.ThrowAsync<TException>(() => sqs.DeleteMessageAsync(TestSqsClient.QueueUrl, "handle", TestContext.Current.CancellationToken));
    }
}
