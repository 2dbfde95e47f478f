using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Crashes, duplicates, and payloads that nobody expects.</summary>
public sealed class NothingIsLostTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Function_Killed_In_The_Middle_Of_An_Event_Is_Retried_And_Writes_It_Once()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Next(Contact.TheCrm, Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct)));
        var delivering = contact.Cloud.EnrichInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), Ct);
        await contact.Cloud.Crm.Requests.ArrivalOfAsync(Contact.TheCrm, Ct);

        contact.Cloud.EnrichInteraction.Kill();
        var delivered = await delivering;

        delivered.Attempts.Count.ShouldBe(2);
        delivered.Last.Text.ShouldContain("Enriched");
        contact.Written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Function_Killed_Every_Time_Leaves_The_Event_To_Be_Replayed()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct)));
        var delivering = contact.Cloud.EnrichInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), Ct);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await contact.Cloud.Crm.Requests.ArrivalOfAsync(r => contact.Cloud.Crm.Requests.All.Count >= attempt, Ct);
            contact.Cloud.EnrichInteraction.Kill();
        }

        (await delivering).SentToDestination.ShouldBeTrue();
        contact.Cloud.Crm.Faults.Clear();

        // The dead invocation's claim still stands; the replay acts in its name.
        var report = await contact.ReplayAsync();

        report.GetProperty("done").GetInt32().ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Duplicate_That_Arrives_While_The_First_Is_At_Work_Is_Left_To_It()
    {
        await using var contact = await Contact.StartAsync();
        var release = new TaskCompletionSource();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.HangUntil(release.Task));
        var first = contact.PlayAsync(SampleEvents.Read("01-"));
        await contact.Cloud.Crm.Requests.ArrivalOfAsync(Contact.TheCrm, Ct);

        // Another process, since the first is busy.
        var second = await contact.PlayAsync(SampleEvents.Read("24-"));
        release.SetResult();

        second.ShouldBe("InProgress");
        (await first).ShouldBe("Enriched");
        contact.Written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_Failed_Is_Not_Marked_As_Done()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("CrmUnavailable");
        contact.Cloud.Crm.Faults.Clear();

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
    }

    [Fact]
    public async Task Without_Its_Table_The_Event_Goes_On()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.AwsFaults.Always(r => r.Operation?.StartsWith("DynamoDB", StringComparison.Ordinal) is true, Fault.Answer(500));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
    }

    public static TheoryData<string, string> Payloads { get; } = new()
    {
        { "no JSON", "this is no JSON" },
        { "nothing", "" },
        { "half a JSON", """{"source": "genesys.cloud", """ },
        { "a number", "42" },
        { "null", "null" },
        { "no detail", """{"source":"genesys.cloud","detail-type":"genesys.interaction.created"}""" },
        { "an id that is a path", SampleEvents.Tutorial().GetRawText().Replace("8f7e6d5c-4b3a-2109-8765-4321fedcba09", "../../admin", StringComparison.Ordinal) },
        { "control characters", SampleEvents.Tutorial("a\u0000\u001b[31mb").GetRawText() },
        { "half a surrogate pair", SampleEvents.Tutorial("MARK").GetRawText().Replace("MARK", "\\ud800", StringComparison.Ordinal) },
        { "characters that SQS refuses", SampleEvents.Tutorial("a\u0000\uffff😀").GetRawText().Replace("\\uFFFF", "\uffff", StringComparison.Ordinal) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Payloads))]
    public async Task Bad_Input_Is_Kept_To_The_Letter(string what, string payload)
    {
        what.ShouldNotBeEmpty();
        await using var contact = await Contact.StartAsync();

        (await contact.PlayAsync(payload)).ShouldBe("InvalidEvent");

        var kept = contact.Letter.GetProperty("event");
        var expected = IsJson(payload) ? payload : JsonSerializer.Serialize(payload);
        Normalised(kept.GetRawText()).ShouldBe(Normalised(expected));
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task Bytes_That_Are_No_Text_Are_Kept_Too()
    {
        await using var contact = await Contact.StartAsync();
        byte[] payload = [0x7b, 0x22, 0xff, 0xfe, 0x00, 0x22, 0x7d];

        var result = await contact.Cloud.EnrichInteraction.InvokeAsync(payload, Ct);

        result.Text.ShouldContain("InvalidEvent");
        Encoding.Latin1.GetBytes(contact.Letter.GetProperty("event").GetString()!).ShouldBe(payload);
    }

    [Fact]
    public async Task Five_Mebibytes_That_Can_Be_Packed_Fit_A_Message()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        (await contact.PlayAsync(Padded(new string('x', 5 << 20)))).ShouldBe("CrmUnavailable");

        Encoding.UTF8.GetByteCount(contact.Cloud.DeadLetters.Bodies.ShouldHaveSingleItem()).ShouldBeLessThan(256 * 1024);
        contact.Cloud.Crm.Faults.Clear();

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Five_Mebibytes_That_Cannot_Be_Packed_Are_Kept_In_Parts_And_Forgotten_After_The_Replay()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        (await contact.PlayAsync(Padded(Convert.ToBase64String(RandomNumberGenerator.GetBytes(3_700_000))))).ShouldBe("CrmUnavailable");
        contact.Letter.GetProperty("eventParts").GetInt32().ShouldBeGreaterThan(10);
        contact.Cloud.Crm.Faults.Clear();

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);

        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
        contact.Cloud.AwsRequests.Where(r => r.Operation is "DynamoDB_20120810.DeleteItem" && r.Body.Contains("letter/", StringComparison.Ordinal)).Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task What_Fits_No_Message_And_Has_No_Table_Is_Thrown_Back_To_Lambda()
    {
        await using var contact = await Contact.StartAsync(("State__Table", ""));
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        var result = await contact.InvokeAsync(Padded(Convert.ToBase64String(RandomNumberGenerator.GetBytes(3_700_000))));

        result.ErrorType.ShouldBe("EventNotKeptException");
        result.ErrorMessage!.ShouldContain("set State__Table");
    }

    [Fact]
    public async Task An_Event_Of_Nine_Tenths_Of_A_Mebibyte_Lies_In_Its_Letter_As_It_Came_And_Is_Replayed()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        var payload = Padded(Incompressible(NineTenths));
        (await contact.Cloud.EnrichInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(payload), Ct)).Last.Text.ShouldContain("CrmUnavailable");

        string.Equals(contact.Letter.GetProperty("event").GetRawText(), payload, StringComparison.Ordinal).ShouldBeTrue();
        contact.Cloud.AwsRequests.Where(r => r.Body.Contains("letter/", StringComparison.Ordinal)).ShouldBeEmpty();
        contact.Cloud.Crm.Faults.Clear();

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task An_Event_Of_Nine_Tenths_Of_A_Mebibyte_Is_Replayed_From_Lambdas_Record_And_From_The_Rules_Message_Too()
    {
        await using var contact = await Contact.StartAsync();
        var crash = contact.Cloud.EnrichInteraction.InvokeEventAsync(Encoding.UTF8.GetBytes(Padded(Incompressible(NineTenths))), Ct);
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.HangUntil(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct)));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await contact.Cloud.Crm.Requests.ArrivalOfAsync(r => contact.Cloud.Crm.Requests.All.Count >= attempt, Ct);
            contact.Cloud.EnrichInteraction.Kill();
        }

        (await crash).SentToDestination.ShouldBeTrue();
        contact.Cloud.Crm.Faults.Clear();
        contact.Cloud.DeadLetters.Send(Padded(Incompressible(NineTenths)).Replace("7d6c0001-", "7d6c0002-", StringComparison.Ordinal));

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(2);
        contact.Written.Count.ShouldBe(2);
        contact.NothingLiesInTheQueue();
    }

    // They packed what was larger than 256 KiB.
    [Fact]
    public async Task A_Letter_That_An_Earlier_Release_Packed_Is_Still_Read()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));
        var payload = Padded(Incompressible(300_000));
        (await contact.PlayAsync(payload)).ShouldBe("CrmUnavailable");
        var letter = JsonNode.Parse(contact.Letter.GetRawText())!.AsObject();
        letter.Remove("event").ShouldBeTrue();
        letter["eventGzip"] = Gzip(payload);
        contact.Cloud.DeadLetters.Purge();
        contact.Cloud.DeadLetters.Send(letter.ToJsonString());
        contact.Cloud.Crm.Faults.Clear();

        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);

        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    private const int NineTenths = 9 * 1024 * 1024 / 10;

    /// <summary>So many characters, each a byte, of which gzip saves hardly a quarter.</summary>
    private static string Incompressible(int length) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(length / 4 * 3));

    private static string Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static string Padded(string padding) => SampleEvents.With("01-", e => e["detail"]!["eventBody"]!["padding"] = padding).GetRawText();

    private static bool IsJson(string payload)
    {
        try
        {
            JsonElement.Parse(payload);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The message's text is ASCII: what is compared is the JSON that it means.</summary>
    private static string Normalised(string json)
    {
        var ascii = new StringBuilder();
        foreach (var c in json)
        {
            _ = c < 0x7f ? ascii.Append(c) : ascii.Append($"\\u{(int)c:x4}");
        }

        return ascii.ToString().Replace("\\u0022", "\\\"", StringComparison.Ordinal).ToUpperInvariant();
    }
}
