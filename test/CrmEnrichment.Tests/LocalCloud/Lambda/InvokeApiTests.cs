using System.Net;
using System.Text;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

public sealed class InvokeApiTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private EmbeddedCloud? _cloud;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        var function = PlayedRuntime.Function(async runtime =>
        {
            while (true)
            {
                var taken = await runtime.NextAsync();
                runtime.Print($"got {taken.Payload}");
                await (taken.Payload is "{\"fail\":1}" ? runtime.FailAsync(taken.RequestId, "SomeException") : runtime.RespondAsync(taken.RequestId, "{\"ok\":1}"));
            }
        });
        await _cloud.Lambda.DefineAsync(function with { OnFailure = _cloud.DeadLetters, RetryDelays = [] });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Theory]
    [InlineData("Played")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:Played")]
    [InlineData("arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3APlayed%3A%24LATEST")]
    public async Task A_synchronous_invocation_answers_with_the_result_and_the_tail_of_the_log(string function)
    {
        using var answer = await InvokeAsync(function, "{\"a\":1}", ("X-Amz-Log-Type", "Tail"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("{\"ok\":1}");
        answer.Headers.Contains("X-Amz-Function-Error").ShouldBeFalse();
        Encoding.UTF8.GetString(Convert.FromBase64String(answer.Headers.GetValues("X-Amz-Log-Result").Single())).ShouldBe("got {\"a\":1}");
    }

    [Theory]
    [InlineData("Event", 1_048_576, HttpStatusCode.Accepted)]
    [InlineData("Event", 1_048_577, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("RequestResponse", 1_048_577, HttpStatusCode.OK)]
    public async Task An_asynchronous_payload_has_one_mebibyte_at_most(string type, int size, HttpStatusCode expected)
    {
        using var answer = await InvokeAsync("Played", $"\"{new string('x', size - 2)}\"", ("X-Amz-Invocation-Type", type));

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_failed_function_is_still_an_answer_with_the_error_named_in_a_header()
    {
        using var answer = await InvokeAsync("Played", "{\"fail\":1}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("X-Amz-Function-Error").ShouldBe(["Unhandled"]);
    }

    [Fact]
    public async Task An_event_is_accepted_at_once_and_kept_when_it_fails()
    {
        using var answer = await InvokeAsync("Played", "{\"fail\":1}", ("X-Amz-Invocation-Type", "Event"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var letters = await _cloud!.DeadLetters.HoldsAsync(1, Cancel);
        letters.ShouldHaveSingleItem().ShouldContain(answer.Headers.GetValues("x-amzn-RequestId").Single());
    }

    [Theory]
    [InlineData("Nobody", "{}", HttpStatusCode.NotFound, "ResourceNotFoundException")]
    [InlineData("Played", "no json", HttpStatusCode.BadRequest, "InvalidRequestContentException")]
    public async Task A_wrong_request_is_refused(string function, string payload, HttpStatusCode status, string error)
    {
        using var answer = await InvokeAsync(function, payload);

        answer.StatusCode.ShouldBe(status);
        answer.Headers.GetValues("x-amzn-ErrorType").ShouldBe([error]);
    }

    private async Task<HttpResponseMessage> InvokeAsync(string function, string payload, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_cloud!.LambdaUrl, $"/2015-03-31/functions/{function}/invocations"))
        {
            Content = new StringContent(payload),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _http.SendAsync(request, Cancel);
    }
}
