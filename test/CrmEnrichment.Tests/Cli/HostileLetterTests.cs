using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>Whoever may write to the queue may write anything: one bad letter hides none of the others.</summary>
public sealed class HostileLetterTests
{
    /// <summary>Each is what an attacker or an accident leaves there.</summary>
    public static TheoryData<string> Letters { get; } =
    [
        Changed(letter => letter["message"] = null),
        Changed(letter => letter["handler"] = null),
        Changed(letter => letter["letterId"] = null),
        Changed(letter => letter["function"] = null),
        Changed(letter => letter["letterId"] = "\\ud800"),
        Changed(letter => letter["eventParts"] = 2_000_000_000),
        Changed(letter => { letter.Remove("event"); letter["eventGzip"] = Bomb(); }),
        Changed(letter => letter["originalEventGzip"] = Bomb()),
        Changed(letter => letter["originalEventGzip"] = "no base64"),
        Changed(letter => letter.Remove("event")),
        Changed(letter => letter["event"] = Nested(200)),
    ];

    [Theory, MemberData(nameof(Letters))]
    public async Task A_bad_letter_hides_none_of_the_others(string bad)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "true" } };
        contact.Cloud.DeadLetters.Send(bad);
        var good = Envelopes.Send(contact);

        (await tool.AskAsync("summary")).GetProperty("letters").GetInt32().ShouldBe(2);
        var listed = await tool.ListAsync();
        listed.Count.ShouldBe(2);
        foreach (var letter in listed)
        {
            var shown = await tool.RunAsync("show", letter.GetProperty("messageId").GetString()!);
            shown.Code.ShouldBe(0, shown.Error);
            (await tool.RunAsync("edit", letter.GetProperty("messageId").GetString()!)).Code.ShouldBeInRange(0, 2);
        }

        (await tool.AskAsync("replay", "--dry-run")).GetProperty("letterIds").EnumerateArray().Select(id => id.GetString()).ShouldContain(good);
        (await tool.AskAsync("export", "letters.jsonl")).GetProperty("exported").GetInt32().ShouldBe(2);
        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
        contact.Cloud.DeadLetters.Bodies.ShouldNotContain(body => body.Contains(good, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_as_deep_as_they_come_is_still_read_when_it_is_a_letter()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        contact.Cloud.DeadLetters.Send(Changed(letter => letter["event"] = Nested(64)));

        var listed = (await tool.ListAsync()).ShouldHaveSingleItem();

        listed.GetProperty("form").GetString().ShouldBe("Envelope");
        var (code, output, error) = await tool.RunAsync("show", listed.GetProperty("letterId").GetString()!, "--reveal", "--json");
        code.ShouldBe(0, error);
        output.ShouldContain(Nested(64).ToJsonString(new() { MaxDepth = 128 }));
    }

    [Fact]
    public async Task The_letter_of_a_payload_that_is_null_can_be_read_and_replayed()
    {
        await using var contact = await Contact.StartAsync();
        (await contact.PlayAsync("null")).ShouldBe("InvalidEvent");
        using var tool = new Tool(contact);

        var listed = (await tool.ListAsync()).ShouldHaveSingleItem();
        listed.GetProperty("form").GetString().ShouldBe("Envelope");
        (await contact.ReplayAsync("""{"includePermanent":true}""")).GetProperty("failedAgain").GetInt32().ShouldBe(1);
    }

    private static string Changed(Action<JsonObject> change)
    {
        var letter = JsonNode.Parse(JsonSerializer.Serialize(Envelopes.Write(), DeadLetterJson.Default.DeadLetter))!.AsObject();
        change(letter);
        return letter.ToJsonString(new() { MaxDepth = 300 }).Replace("\\\\ud800", "\\ud800", StringComparison.Ordinal);
    }

    private static JsonObject Nested(int levels)
    {
        var inner = new JsonObject();
        for (var i = 1; i < levels; i++)
        {
            inner = new JsonObject { ["a"] = inner };
        }

        return inner;
    }

    /// <summary>60 MB of JSON in a few kilobytes.</summary>
    private static string Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = Encoding.UTF8.GetBytes(new string('0', 1_000_000));
            gzip.WriteByte((byte)'"');
            for (var i = 0; i < 60; i++)
            {
                gzip.Write(zeros);
            }

            gzip.WriteByte((byte)'"');
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
