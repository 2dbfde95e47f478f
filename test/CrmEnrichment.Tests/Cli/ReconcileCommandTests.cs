using System.Text.Json;
using CrmEnrichment.Tests.Journal.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>crm-enrich journal reconcile as a process: it has no secret, and asks the deployed function.</summary>
public sealed class ReconcileCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_missing_is_shown_in_80_columns_and_written_with_fix_which_is_recorded()
    {
        await using var room = await ReconcileRoom.StartAsync();
        var call = new PastCall(ReconcileRoom.Now.AddMinutes(-30));
        room.Happens(call.Whole);

        var (code, output, error) = await RunAsync(room, "--function", "ReconcileJournal", "--since", "1h");
        code.ShouldBe(1, output + error);
        output.ShouldContain($"{call.Id}  ");
        output.ShouldContain("Missing");
        output.ShouldContain("Nothing was changed. With --fix");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
        File.Exists(Path.Combine(_folder.FullName, "crm-enrich-audit.jsonl")).ShouldBeFalse("a look changes nothing");

        (code, output, error) = await RunAsync(room, "--function", "ReconcileJournal", "--since", "1h", "--fix");
        code.ShouldBe(0, output + error);
        output.ShouldContain("1 given to WriteJournalEntry.");
        await room.WrittenAsync(call);
        var audit = File.ReadAllLines(Path.Combine(_folder.FullName, "crm-enrich-audit.jsonl")).Select(line => JsonElement.Parse(line)).ToList();
        audit.Select(line => line.GetProperty("step").GetString()).ShouldBe(["begun", "ended"]);
        audit[1].GetProperty("interactionIds").EnumerateArray().Select(id => id.GetString()).ShouldBe([call.Id]);

        (code, output, error) = await RunAsync(room, "--function", "ReconcileJournal", "--since", "1h", "--json");
        code.ShouldBe(0, output + error);
        JsonElement.Parse(output).GetProperty("counts").GetProperty("InOrder").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(2, "--since is missing", "--function", "ReconcileJournal")]
    [InlineData(2, "Give --function", "--since", "1h")]
    [InlineData(2, "Give --function", "--since", "1h", "--stack", "a", "--function", "b")]
    [InlineData(2, "since is further back than Journal__RememberFor", "--function", "ReconcileJournal", "--since", "20d")]
    [InlineData(3, "Function not found", "--function", "nobody", "--since", "1h")]
    [InlineData(3, "answered something that is no report of ReconcileJournal", "--function", "CheckHealth", "--since", "1h")]
    public async Task What_cannot_be_done_is_a_sentence(int expected, string sentence, params string[] arguments)
    {
        await using var room = await ReconcileRoom.StartAsync();

        var (code, output, error) = await RunAsync(room, arguments);

        code.ShouldBe(expected, output + error);
        error.ShouldContain(sentence);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(ReconcileRoom room, params string[] arguments) => ToolProcess.EndAsync(ToolProcess.StartCommand(
        ToolProcess.Program, _folder, [new("AWS_ENDPOINT_URL_LAMBDA", room.Cloud.LambdaUrl.ToString()), new("AWS_ENDPOINT_URL_STS", room.Cloud.AwsUrl.ToString()), new("COLUMNS", "80")], ["journal", "reconcile", .. arguments]));
}
