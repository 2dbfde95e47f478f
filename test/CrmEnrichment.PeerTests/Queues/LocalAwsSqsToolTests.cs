using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Queues;

/// <summary>The function writes letters into an SQS that others wrote, and crm-enrich reads, moves, replays and deletes them there.</summary>
public sealed class LocalAwsSqsToolTests(LocalAwsSqs peer) : IClassFixture<LocalAwsSqs>, IAsyncLifetime
{
    private const int Letters = 25;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrich-");
    private EmbeddedCloud _cloud = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL_SQS"] = peer.Sqs.Config.ServiceURL.TrimEnd('/'),
                ["DeadLetters__QueueUrl"] = await peer.CreateQueueAsync(),
                ["DeadLetters__ParkedQueueUrl"] = await peer.CreateQueueAsync(),
                ["Genesys__MaxEventAge"] = "3650.00:00:00",
                ["Http__BackOffBaseMs"] = "1",
            },
        });
        _cloud.Crm.Faults.Always(Request.To("/customers"), Fault.Answer(503));
        for (var i = 0; i < Letters; i++)
        {
            var conversation = Guid.NewGuid().ToString();
            var payload = SampleEvents.Text("01-").Replace("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", conversation, StringComparison.Ordinal);
            (await _cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload), Cancellation)).Text.ShouldContain("CrmUnavailable");
        }

        _cloud.Crm.Faults.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task From_the_summary_to_the_empty_queue()
    {
        (await AskAsync("summary")).GetProperty("byReason").GetRawText().ShouldBe($$"""{"CrmUnavailable":{{Letters}}}""");
        var ids = (await LinesAsync("list")).Select(letter => letter.GetProperty("letterId").GetString()!).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(Letters);

        // A look leaves all of them visible; a letter is shown without its number.
        (await AskAsync("show", ids[0])).GetRawText().ShouldNotContain("3175550142");
        (await LinesAsync("list")).Count.ShouldBe(Letters);

        Outcomes(await AskAsync("park", "--letter", ids[0], ids[1])).ShouldBe("""{"Parked":2}""");
        Outcomes(await AskAsync("unpark", "--letter", ids[1])).ShouldBe("""{"Unparked":1}""");
        (await AskAsync("export", "--parked", "parked.jsonl")).GetProperty("exported").GetInt32().ShouldBe(1);
        Outcomes(await AskAsync("purge", "--parked", "--letter", ids[0], "--yes-delete", "1")).ShouldBe("""{"Purged":1}""");
        (await AskAsync("import", "parked.jsonl")).GetProperty("imported").GetInt32().ShouldBe(1);

        Outcomes(await AskAsync("replay", "--canary", "--rate", "200")).ShouldBe($$"""{"Enriched":{{Letters}}}""");
        _cloud.Genesys.Requests.Where(request => request.Method is "PATCH").Select(request => request.Path).Distinct(StringComparer.Ordinal).Count().ShouldBe(Letters);
        (await AskAsync("summary")).GetProperty("letters").GetInt32().ShouldBe(0);
        (await AskAsync("summary", "--parked")).GetProperty("letters").GetInt32().ShouldBe(0);
    }

    private static string Outcomes(JsonElement report) => report.GetProperty("outcomes").GetRawText();

    private async Task<JsonElement> AskAsync(params string[] arguments) => JsonElement.Parse(await RunAsync(arguments));

    private async Task<IReadOnlyList<JsonElement>> LinesAsync(params string[] arguments) =>
        [.. (await RunAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private async Task<string> RunAsync(string[] arguments)
    {
        KeyValuePair<string, string> sts = new("AWS_ENDPOINT_URL_STS", _cloud.AwsUrl.ToString());
        var (code, output, error) = await ToolProcess.EndAsync(ToolProcess.Start(_folder, [.. _cloud.ReplayDeadLetters.Definition.Environment, sts], [.. arguments, "--json"]));
        code.ShouldBe(0, output + error);
        return output;
    }
}
