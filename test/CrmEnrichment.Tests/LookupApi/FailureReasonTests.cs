using System.Text.Json;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>Why a look-up failed: the caller is told what a flow can act upon, the log the rest.</summary>
public sealed class FailureReasonTests
{
    private static readonly (string Name, string Value)[] s_oneAttempt = [("Http__MaxRetries", "0")];

    public static TheoryData<int, string, string> Faults => new()
    {
        { 503, "unavailable", "Source crm failed as Unavailable: crm: GET was answered with 503." },
        { 401, "unavailable", "Source crm failed as AuthFailure: " },
        { 403, "unavailable", "Source crm failed as Forbidden: crm: GET was answered with 403." },
        { 429, "throttled", "Source crm failed as Throttled: crm: GET was answered with 429." },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_failed_source_has_a_reason_in_the_answer_and_one_line_in_the_log_with_the_request_s_ids(int status, string reason, string line)
    {
        await using var desk = await Desk.StartAsync(s_oneAttempt);
        desk.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(status, "someone@example.com"));

        var answer = await desk.FoundAsync("/customers?phone=%2B13175550142");

        Text(answer, "lookup_status").ShouldBe("failed");
        Text(answer, "failure_reason").ShouldBe(reason);
        answer.GetProperty("failed_sources").GetRawText().ShouldBe($$"""[{"source":"crm","reason":"{{reason}}"}]""");
        answer.GetRawText().ShouldNotContain($"{status}");
        var invocation = desk.Cloud.Http.Invocations.ShouldHaveSingleItem();
        await invocation.Log.ArrivalOfAsync(text => text.Contains("lookup_answers", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var logged = JsonElement.Parse(invocation.Log.Lines.Where(text => text.Contains("Source crm failed", StringComparison.Ordinal)).ShouldHaveSingleItem());
        Text(logged, "message")!.ShouldStartWith(line);
        Text(logged, "requestId").ShouldBe(invocation.RequestId);
        Guid.TryParse(Text(logged, "apiRequestId"), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_source_that_ran_out_of_its_time_says_so()
    {
        await using var desk = await Desk.StartAsync(("Http__MaxRetries", "0"), ("Crm__Sources__0__TimeoutMs", "300"));
        desk.Cloud.Crm.Faults.Always(Request.Any, Fault.HangUntil(new TaskCompletionSource().Task));

        var answer = await desk.FoundAsync("/customers?phone=%2B13175550142");

        (Text(answer, "lookup_status"), Text(answer, "failure_reason")).ShouldBe(("failed", "timeout"));
    }

    [Fact]
    public async Task Callers_who_cannot_be_authenticated_are_told_that()
    {
        await using var desk = await Desk.StartAsync();
        desk.Cloud.AwsFaults.Always(Request.For("GetSecretValue"), Fault.Answer(503));

        var answer = await desk.FoundAsync("/customers?phone=%2B13175550142");

        (Text(answer, "lookup_status"), Text(answer, "failure_reason")).ShouldBe(("failed", "authentication_unavailable"));
        answer.GetProperty("failed_sources").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_found_has_no_reason()
    {
        await using var desk = await Desk.StartAsync();

        var answer = await desk.FoundAsync("/customers?phone=%2B13175550142");

        (Text(answer, "lookup_status"), Text(answer, "failure_reason")).ShouldBe(("found", null));
        answer.GetProperty("failed_sources").GetArrayLength().ShouldBe(0);
    }

    private static string? Text(JsonElement answer, string member) => answer.GetProperty(member).GetString();
}
