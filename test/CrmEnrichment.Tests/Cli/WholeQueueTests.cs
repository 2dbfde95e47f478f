using System.Text.Json;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>The function writes letters, and crm-enrich reads, moves, replays and deletes them until none is left.</summary>
public sealed class WholeQueueTests
{
    private const int Letters = 25;

    [Fact]
    public async Task From_the_summary_to_the_empty_queue()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        contact.Cloud.Crm.Faults.Always(Request.To("/customers"), Fault.Answer(503));
        for (var i = 0; i < Letters; i++)
        {
            var payload = SampleEvents.Text("01-").Replace("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            (await contact.PlayAsync(payload)).ShouldBe("CrmUnavailable");
        }

        contact.Cloud.Crm.Faults.Clear();
        (await tool.AskAsync("summary")).GetProperty("byReason").GetRawText().ShouldBe($$"""{"CrmUnavailable":{{Letters}}}""");
        var ids = (await tool.ListAsync()).Select(letter => letter.GetProperty("letterId").GetString()!).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(Letters);

        // A look leaves all of them visible; a letter is shown without its number.
        (await tool.AskAsync("show", ids[0])).GetRawText().ShouldNotContain("3175550142");
        (await tool.ListAsync()).Count.ShouldBe(Letters);

        Outcomes(await tool.AskAsync("park", "--letter", ids[0], ids[1])).ShouldBe("""{"Parked":2}""");
        Outcomes(await tool.AskAsync("unpark", "--letter", ids[1])).ShouldBe("""{"Unparked":1}""");
        (await tool.AskAsync("export", "--parked", "parked.jsonl")).GetProperty("exported").GetInt32().ShouldBe(1);
        Outcomes(await tool.AskAsync("purge", "--parked", "--letter", ids[0], "--yes-delete", "1")).ShouldBe("""{"Purged":1}""");
        (await tool.AskAsync("import", "parked.jsonl")).GetProperty("imported").GetInt32().ShouldBe(1);

        Outcomes(await tool.AskAsync("replay", "--canary", "--rate", "200")).ShouldBe($$"""{"Enriched":{{Letters}}}""");
        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Select(request => request.Path).Distinct(StringComparer.Ordinal).Count().ShouldBe(Letters);
        (await tool.AskAsync("summary")).GetProperty("letters").GetInt32().ShouldBe(0);
        (await tool.AskAsync("summary", "--parked")).GetProperty("letters").GetInt32().ShouldBe(0);
    }

    private static string Outcomes(JsonElement report) => report.GetProperty("outcomes").GetRawText();
}
