using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>A disposition that was never told, on its whole way: found and repaired by the deployed function, at the engineer's word or by night, and written by SyncDisposition.</summary>
public sealed class ReconcileVicidialTests : IDisposable
{
    private const int Told = 485721, Missed = 502;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_never_came_is_shown_in_80_columns_and_written_with_fix_which_is_recorded_and_its_late_url_changes_nothing()
    {
        await using var floor = await OpenAsync();
        var missed = await MissAsync(floor);

        var (code, output, error) = await RunAsync(floor, "reconcile", "--function", "ReconcileVicidial", "--since", "1d");
        code.ShouldBe(1, output + error);
        output.ShouldMatch(@"(?m)^502 .* SALE +Missing +no +1002 +TESTCAMP$");
        output.ShouldContain("Nothing was changed. With --fix");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        File.Exists(Audit).ShouldBeFalse("a look changes nothing");
        floor["deal_stage"].ShouldBe("Closed Lost");

        (code, output, error) = await RunAsync(floor, "reconcile", "--function", "ReconcileVicidial", "--since", "1d", "--fix");
        code.ShouldBe(0, output + error);
        output.ShouldContain("1 given to SyncDisposition.");
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the disposition that never came");
        var audit = File.ReadAllLines(Audit).Select(line => JsonElement.Parse(line)).ToList();
        audit.Select(line => line.GetProperty("step").GetString()).ShouldBe(["begun", "ended"]);
        audit[1].GetProperty("leadIds").EnumerateArray().Select(id => id.GetString()).ShouldBe(["502"]);

        // The agent's browser comes back, and calls the URL after all; the call after it shows that it is through.
        (await floor.EndAsync("SALE", $"&lead_id={Missed}&campaign=TESTCAMP&uniqueid={missed.UniqueId}")).ShouldBe((200, "OK"));
        await floor.UntilAsync(() => floor.Cloud.Calls.Bodies.Count == 0, "the late URL's message, taken");
        floor.Patches.Count.ShouldBe(2, "the call that was told, and the one that was repaired");

        (code, output, error) = await RunAsync(floor, "reconcile", "--function", "ReconcileVicidial", "--since", "1d", "--json");
        code.ShouldBe(0, output + error);
        JsonElement.Parse(output).GetProperty("findings").EnumerateArray().ShouldBeEmpty();
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_schedule_compares_days_that_are_over_says_so_and_publishes_what_it_found()
    {
        await using var floor = await OpenAsync();
        await MissAsync(floor);

        var result = await floor.Cloud.ReconcileVicidial.InvokeAsync("{}"u8.ToArray(), Ct);

        result.Succeeded.ShouldBeTrue(result.Text);
        var report = JsonElement.Parse(result.Text);
        var today = DateOnly.FromDateTime(floor.Cloud.Vicidial.Now);
        (report.GetProperty("since").GetString(), report.GetProperty("until").GetString(), report.GetProperty("fix").GetBoolean())
            .ShouldBe(($"{today.AddDays(-2):yyyy-MM-dd}", $"{today.AddDays(-1):yyyy-MM-dd}", true));
        report.GetProperty("endedBy").GetString().ShouldBe("Complete");
        await result.Log.ArrivalOfAsync(text => text.Contains("\"dispositions_missing\":0", StringComparison.Ordinal), Ct);
        await result.Log.ArrivalOfAsync(text => text.Contains("\"call_urls_lost\":0", StringComparison.Ordinal), Ct);
        (await result.Log.ArrivalOfAsync(text => text.Contains("Dispositions reconciled", StringComparison.Ordinal), Ct)).ShouldNotContain("7275551002");
    }

    [Theory]
    [InlineData(2, "Give --function", "--since", "1d")]
    [InlineData(2, "Give --function", "--stack", "a", "--function", "b")]
    [InlineData(2, "is forgotten", "--function", "ReconcileVicidial", "--since", "60d")]
    [InlineData(3, "Function not found", "--function", "nobody")]
    public async Task What_cannot_be_done_is_a_sentence(int expected, string sentence, params string[] arguments)
    {
        await using var floor = await OpenAsync();

        var (code, output, error) = await RunAsync(floor, ["reconcile", .. arguments]);

        code.ShouldBe(expected, output + error);
        error.ShouldContain(sentence);
    }

    [Fact]
    public async Task The_check_list_is_gone_through_with_the_settings_of_the_deployment_and_changes_nothing()
    {
        await using var floor = await OpenAsync();
        await MissAsync(floor);
        var patches = floor.Patches.Count;

        var (code, output, error) = await RunAsync(floor, "check");
        code.ShouldBe(0, output + error);
        output.ShouldMatch(@"(?m)^16 Ok\.$");

        floor.Cloud.Vicidial.Calls.Add(new("M3", "1.3", VicidialAccount.Campaign, "1002", Missed, "7275551002", floor.Cloud.Vicidial.Now, 60, "HOTLD"));
        (code, output, error) = await RunAsync(floor, "check");

        error.ShouldBeEmpty();
        code.ShouldBe(1, output);
        output.ShouldContain("Ok       version: VICIdial 2.14-202");
        output.ShouldMatch(@"(?m)^Ok +Dispo Call URL of TESTCAMP: 1 of 3 calls reached us\.$");
        output.ShouldMatch(@"(?m)^Wrong +disposition HOTLD: ");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        output.ShouldNotContain(VicidialAccount.Password);
        floor.Patches.Count.ShouldBe(patches);
    }

    [Fact]
    public async Task A_lost_url_is_shown_without_its_secret_and_set_only_when_it_is_meant()
    {
        await using var floor = await OpenAsync();
        string[] set = ["check", "--set", VicidialAccount.Campaign, "--url", floor.Cloud.Http.Url.ToString()];

        var (code, output, error) = await RunAsync(floor, set);
        code.ShouldBe(0, output + error);
        output.ShouldContain("Nothing was changed.");
        (output + error).ShouldNotContain(CallUrlSecret.Value);
        floor.Cloud.Vicidial.Campaigns[VicidialAccount.Campaign].DispoCallUrl.ShouldBeEmpty();
        File.Exists(Audit).ShouldBeFalse();

        (code, output, error) = await RunAsync(floor, [.. set, "--yes"]);
        code.ShouldBe(0, output + error);
        (output + error).ShouldNotContain(CallUrlSecret.Value);
        floor.Cloud.Vicidial.Campaigns[VicidialAccount.Campaign].DispoCallUrl.ShouldStartWith($"{floor.Cloud.Http.Url}{CallUrlSecret.Value}/webhook/call_end?lead_id=--A--lead_id--B--");
        File.ReadAllText(Audit).ShouldNotContain(CallUrlSecret.Value);
    }

    private string Audit => Path.Combine(_folder.FullName, "crm-enrich-audit.jsonl");

    private static Task<Dialler> OpenAsync() => Dialler.StartAsync(
        vicidial: new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeZone"] = "Etc/GMT+5", ["Reconcile__After"] = "00:00:00" },
        vicidialApi: new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>One call is told, and after it one is not.</summary>
    private static async Task<VicidialCall> MissAsync(Dialler floor)
    {
        var vicidial = floor.Cloud.Vicidial;
        vicidial.Calls.Add(new("M1", "1.1", VicidialAccount.Campaign, "agent101", Told, "3175550142", vicidial.Now, 120, "NI"));
        (await floor.EndAsync("NI", "&campaign=TESTCAMP&uniqueid=1.1")).ShouldBe((200, "OK"));
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Lost", "the call that was told");

        // VICIdial's clock has no fractions: in the second after the first URL.
        var at = vicidial.Now.AddSeconds(1);
        var lead = vicidial.Find($"{Missed}")!;
        (lead["status"], lead["user"], lead["vendor_lead_code"], lead["last_local_call_time"]) = ("SALE", "1002", Dialler.VendorCode, PretendVicidial.Show(at));
        var call = new VicidialCall("M2", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}.2", VicidialAccount.Campaign, "1002", Missed, lead.Phone, at, 60, "SALE");
        vicidial.Calls.Add(call);
        await floor.UntilAsync(() => vicidial.Now > at, "the end of the call");
        return call;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(Dialler floor, params string[] arguments)
    {
        var cloud = floor.Cloud;
        IEnumerable<KeyValuePair<string, string>> environment =
        [
            .. cloud.CheckHealth.Definition.Environment, new("Vicidial__SecretId", CallUrlSecret.Id),
            new("AWS_ENDPOINT_URL_LAMBDA", cloud.LambdaUrl.ToString()), new("AWS_ENDPOINT_URL_STS", cloud.AwsUrl.ToString()), new("COLUMNS", "80"),
        ];
        return ToolProcess.EndAsync(ToolProcess.StartCommand(ToolProcess.Program, _folder, environment, ["vicidial", .. arguments]));
    }
}
