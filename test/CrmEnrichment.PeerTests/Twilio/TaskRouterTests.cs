using System.Net.Http.Headers;
using System.Text;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Twilio;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Twilio;

/// <summary>What the real executable asks of TaskRouter, against Twilio's own description of it.</summary>
public sealed class TaskRouterTests(ValidatingTwilio twilio) : IClassFixture<ValidatingTwilio>
{
    private const string TaskSid = "WT00000000000000000000000000000001";
    private const string Call = "CA00000000000000000000000000000001";

    [Fact]
    public async Task Reading_and_writing_a_task_is_accepted()
    {
        await using var cloud = await StartAsync();
        cloud.Twilio.Put(TaskSid, $$"""{"from":"+13175550142","call_sid":"{{Call}}","name":"Łódź 漢字 😀 & = +"}""");

        await TellAsync(cloud, "/twilio/taskrouter", new(StringComparer.Ordinal)
        {
            ["Sid"] = "EV1",
            ["EventType"] = "task.created",
            ["WorkspaceSid"] = TwilioAccount.Workspace,
            ["TaskSid"] = TaskSid,
            ["TaskAttributes"] = cloud.Twilio[TaskSid].Attributes,
            ["TaskChannelUniqueName"] = "voice",
        });

        cloud.Twilio[TaskSid].Read()["crm_crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
        cloud.Twilio[TaskSid].Read()["name"]!.ToString().ShouldBe("Łódź 漢字 😀 & = +");
        Accepted("GET", "POST");
    }

    [Fact]
    public async Task Asking_for_the_task_of_a_call_is_accepted()
    {
        await using var cloud = await StartAsync();
        cloud.Twilio.Put(TaskSid, $$"""{"call_sid":"{{Call}}"}""");

        await TellAsync(cloud, "/twilio/voice", new(StringComparer.Ordinal) { ["CallSid"] = Call, ["CallStatus"] = "completed", ["CallDuration"] = "9" });

        cloud.JournalWork.Bodies.ShouldHaveSingleItem().ShouldContain(TaskSid);
        Accepted("GET");
    }

    [Fact]
    public async Task The_health_checks_probe_is_accepted()
    {
        await using var cloud = await StartAsync();

        var result = await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        result.Text.ShouldContain("\"Twilio\"");
        Accepted("GET");
    }

    /// <summary>The judge does complain: otherwise its silence would prove nothing.</summary>
    [Theory]
    [InlineData("/v1/Workspaces/WS1/Tasks/WT00000000000000000000000000000001", "Attributes=%7B%7D")]
    [InlineData("/v1/Workspaces/WS00000000000000000000000000000001/Tasks/WT00000000000000000000000000000001", "Priority=high")]
    public async Task A_bad_request_is_refused(string path, string body)
    {
        ValidatingTwilio.OrSkip();
        twilio.Judge.Forget();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, twilio.Judge.Url + path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "YTpi");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        twilio.Judge.Verdicts.ShouldHaveSingleItem().Status.ShouldBe(422);
    }

    private async Task<EmbeddedCloud> StartAsync()
    {
        ValidatingTwilio.OrSkip();
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Twilio = new Dictionary<string, string>(StringComparer.Ordinal) { ["ApiUrl"] = twilio.Url },
            Journal = new Dictionary<string, string>(StringComparer.Ordinal),
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Http__MaxRetries"] = "0", ["Http__AttemptTimeoutMs"] = "20000" },
            Timeout = TimeSpan.FromSeconds(60),
        });
        twilio.Twilio = cloud.Twilio;
        twilio.Judge.Forget();
        return cloud;
    }

    private static async Task TellAsync(EmbeddedCloud cloud, string path, Dictionary<string, string> form)
    {
        using var http = new HttpClient();
        using var request = TwilioAccount.Callback(cloud.Http.Url, path, form);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(204);
    }

    private void Accepted(params string[] methods)
    {
        twilio.Judge.Verdicts.Select(verdict => verdict.Method).ShouldBe(methods);
        twilio.Judge.Verdicts.ShouldAllBe(verdict => verdict.Violations == null && verdict.Status == 200);
    }
}
