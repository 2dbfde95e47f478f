using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Runtime;

public sealed class RuntimeLoopTests
{
    [Fact]
    public async Task Each_Event_Is_Answered_Under_Its_Own_Id()
    {
        await using var server = (await WireServer.StartAsync())
            .Invoke("one", "\"a\"").Invoke("two", "\"b\"").Accept(RuntimeApi.Response("one"), RuntimeApi.Response("two"));

        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input + "!")));

        server.Sent(RuntimeApi.Response("one")).Text.ShouldBe("\"a!\"");
        server.Sent(RuntimeApi.Response("two")).Text.ShouldBe("\"b!\"");
        server.Sent(RuntimeApi.Response("one")).Header("Content-Type").ShouldBe("application/json");
    }

    [Fact]
    public async Task Each_Call_Says_Who_Calls_And_What_Is_Understood()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"a\"").Accept(RuntimeApi.Response("one"));

        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        server.Requests.Count.ShouldBeGreaterThan(1);
        server.Requests.ShouldAllBe(request => request.Header("User-Agent")!.StartsWith("aws-lambda-dotnet/", StringComparison.Ordinal) && request.Header("Accept") != null);
    }

    [Fact]
    public async Task The_Context_Says_What_Lambda_Said_Of_The_Invocation()
    {
        ILambdaContext? seen = null;
        var remaining = TimeSpan.Zero;
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await using var server = (await WireServer.StartAsync())
            .Invoke(
                "one",
                "\"a\"",
                ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:enrich"),
                ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"),
                ("Lambda-Runtime-Deadline-Ms", $"{deadline.ToUnixTimeMilliseconds()}"))
            .Accept(RuntimeApi.Response("one"));

        await server.RunUntilIdleAsync(RuntimeApi.Function((input, context) =>
        {
            (seen, remaining) = (context, context.RemainingTime);
            return Task.FromResult(input);
        }));

        seen.ShouldNotBeNull();
        seen.AwsRequestId.ShouldBe("one");
        seen.InvokedFunctionArn.ShouldBe("arn:aws:lambda:eu-central-1:1:function:enrich");
        seen.TraceId.ShouldBe("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
        seen.Serializer.ShouldBeOfType<PlainSerializer>();
        remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_Failed_Invocation_Is_Reported_And_The_Next_One_Runs()
    {
        await using var server = (await WireServer.StartAsync())
            .Invoke("one", "\"bad\"").Invoke("two", "\"good\"").Accept(RuntimeApi.Error("one"), RuntimeApi.Response("two"));

        await server.RunUntilIdleAsync(RuntimeApi.Function(static (input, _) =>
            input is "good" ? Task.FromResult(input) : throw new InvalidOperationException("no \"caller\"", new FormatException("inner"))));

        var report = server.Sent(RuntimeApi.Error("one"));
        report.Header("Lambda-Runtime-Function-Error-Type").ShouldBe("InvalidOperationException");
        report.Header("Content-Type").ShouldBe("application/vnd.aws.lambda.error+json");
        report.Json.GetProperty("errorType").GetString().ShouldBe("InvalidOperationException");
        report.Json.GetProperty("errorMessage").GetString().ShouldBe("no \"caller\"");
        report.Json.GetProperty("stackTrace")[0].GetString().ShouldNotBeNull().ShouldStartWith("at ");
        report.Json.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe("FormatException");
        server.Sent(RuntimeApi.Response("two")).Text.ShouldBe("\"good\"");
    }

    [Fact]
    public async Task Of_Several_Failures_At_Once_Each_Is_Reported()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"x\"").Accept(RuntimeApi.Error("one"));

        await server.RunUntilIdleAsync(RuntimeApi.Function<string>(static (_, _) =>
            throw new AggregateException(new FormatException("first"), new TimeoutException("second"))));

        var causes = server.Sent(RuntimeApi.Error("one")).Json.GetProperty("causes");
        causes.EnumerateArray().Select(c => c.GetProperty("errorMessage").GetString()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task An_Error_Too_Long_For_Lambda_Is_Reported_As_Such()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"x\"").Accept(RuntimeApi.Error("one"));

        await server.RunUntilIdleAsync(RuntimeApi.Function<string>(static (_, _) => throw new InvalidOperationException(new string('x', 300_000))));

        server.Sent(RuntimeApi.Error("one")).Json.GetProperty("errorMessage").GetString().ShouldBe("Exception exceeded maximum payload size of 256KB.");
    }

    [Fact]
    public async Task An_Event_That_Cannot_Be_Read_Is_A_Failed_Invocation()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "{").Accept(RuntimeApi.Error("one"));

        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        server.Sent(RuntimeApi.Error("one")).Json.GetProperty("errorType").GetString().ShouldBe("JsonException");
    }

    [Fact]
    public async Task A_Function_Without_A_Result_Answers_Nothing()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "\"x\"").Accept(RuntimeApi.Response("one"));
        Func<string, ILambdaContext, Task> function = static (_, _) => Task.CompletedTask;

        await server.RunUntilIdleAsync(LambdaBootstrapBuilder.Create(function, new PlainSerializer()));

        server.Sent(RuntimeApi.Response("one")).Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Function_May_Take_The_Event_Unread_And_Have_Its_Answer_Written()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "not json").Accept(RuntimeApi.Response("one"));
        Func<Stream, ILambdaContext, Task<int>> function = static async (input, _) => (await new StreamReader(input).ReadToEndAsync()).Length;

        await server.RunUntilIdleAsync(LambdaBootstrapBuilder.Create(function, new PlainSerializer()));

        server.Sent(RuntimeApi.Response("one")).Text.ShouldBe("8");
    }

    [Fact]
    public async Task A_Function_May_Write_Its_Answer_Itself()
    {
        await using var server = (await WireServer.StartAsync()).Invoke("one", "in").Accept(RuntimeApi.Response("one"));
        Func<Stream, ILambdaContext, Task<Stream>> function = static (_, _) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes("out")));

        await server.RunUntilIdleAsync(LambdaBootstrapBuilder.Create(function));

        server.Sent(RuntimeApi.Response("one")).Text.ShouldBe("out");
    }

    [Fact]
    public async Task A_Runtime_Api_That_Refuses_Ends_The_Process()
    {
        await using var server = (await WireServer.StartAsync()).On(RuntimeApi.Next, new WireAnswer(500));
        using var bootstrap = server.Bootstrap(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        await Should.ThrowAsync<Exception>(() => bootstrap.RunAsync(TestContext.Current.CancellationToken));
    }
}
